package dev.bootferry.partitioning.luks;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.shutdown.AtShutdown;
import dev.bootferry.partitioning.PartitioningProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An opened encrypted volume, as a device of its own until it is closed. Keys reach cryptsetup by
 * its standard input only: nobody sees them in a list of processes or in a file.
 */
public final class LuksDevice implements AutoCloseable {
  private final String name;
  private final CommandRunner runner;
  private final AtShutdown.Entry entry;

  private LuksDevice(String name, CommandRunner runner, AtShutdown.Entry entry) {
    this.name = name;
    this.runner = runner;
    this.entry = entry;
  }

  /**
   * Refuses where nothing can be encrypted.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code encryption-not-possible}; {@code
   *     command-not-found} without cryptsetup
   */
  public static void requirePossible(CommandRunner runner) {
    var _ = runner.run(Command.of("cryptsetup", "--version"));
    if (hasDeviceMapper()) {
      return;
    }
    // It may be a module that nothing has needed yet.
    var _ = runner.attempt(Command.of("modprobe", "dm_crypt"));
    if (!hasDeviceMapper()) {
      throw new Problem(
              PartitioningProblem.ENCRYPTION_NOT_POSSIBLE,
              "open an encrypted volume on this machine",
              "its kernel has no device-mapper",
              "Install from a system whose kernel has dm_crypt, or without encryption.")
          .exception();
    }
  }

  private static boolean hasDeviceMapper() {
    try {
      return Files.readAllLines(Path.of("/proc/devices")).stream()
          .anyMatch(line -> line.endsWith(" device-mapper"));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes it; what was on the device is lost.
   *
   * @param recovery a second key
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}
   */
  public static void format(
      LuksSpec spec, Optional<Secret> recovery, Path device, CommandRunner runner) {
    run(
        runner,
        spec.key(),
        List.of(
            "luksFormat",
            "--batch-mode",
            "--type",
            "luks2",
            "--uuid",
            spec.id().toString(),
            "--label",
            spec.label(),
            "--key-file=-",
            device.toString()));
    recovery.ifPresent(second -> {
      byte[] first = spec.key().bytes();
      byte[] both = new byte[first.length + second.length()];
      System.arraycopy(first, 0, both, 0, first.length);
      System.arraycopy(second.bytes(), 0, both, first.length, second.length());
      try (Secret keys = Secret.of(both)) {
        run(
            runner,
            keys,
            List.of(
                "luksAddKey",
                "--batch-mode",
                "--key-file=-",
                "--keyfile-size=" + first.length,
                "--new-keyfile=-",
                "--new-keyfile-size=" + second.length(),
                device.toString()));
      }
    });
  }

  /** Whether a key opens what is on the device; nothing is opened. */
  public static boolean opens(Secret key, Path device, CommandRunner runner) {
    return runner
        .attempt(
            command(key, List.of("open", "--test-passphrase", "--key-file=-", device.toString())))
        .succeeded();
  }

  /**
   * Opens it.
   *
   * @param name of the new device below {@code /dev/mapper}
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}
   */
  public static LuksDevice open(
      LuksSpec spec, Path device, String name, boolean readOnly, CommandRunner runner) {
    AtShutdown.Entry entry =
        AtShutdown.undo(() -> {
          var _ = runner.attempt(Command.of("cryptsetup", "close", name));
        });
    boolean done = false;
    try {
      List<String> arguments = new ArrayList<>(List.of("open", "--type", "luks2", "--key-file=-"));
      if (readOnly) {
        arguments.add("--readonly");
      }
      arguments.addAll(List.of(device.toString(), name));
      run(runner, spec.key(), arguments);
      done = true;
      return new LuksDevice(name, runner, entry);
    } finally {
      if (!done) {
        entry.close();
      }
    }
  }

  private static void run(CommandRunner runner, Secret key, List<String> arguments) {
    var _ = runner.run(command(key, arguments));
  }

  private static Command command(Secret key, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("cryptsetup"));
    argv.addAll(arguments);
    return Command.of(argv).withInput(key.bytes());
  }

  /** Shows the content. */
  public Path path() {
    return Path.of("/dev/mapper", name);
  }

  /**
   * Closes it.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed} while it is in use
   */
  @Override
  public void close() {
    try (entry) {
      var _ = runner.run(Command.of("cryptsetup", "close", name));
    }
  }
}
