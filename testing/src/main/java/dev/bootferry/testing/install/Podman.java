package dev.bootferry.testing.install;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real podman with an empty store of its own, and another as the additional one: as a unit on
 * an installed machine sees it.
 */
public final class Podman {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private final List<String> prefix;

  private Podman(Path own, String driver, List<String> options) {
    prefix = new ArrayList<>(List.of("podman", "--root", own.resolve("graph").toString()));
    prefix.addAll(List.of("--runroot", own.resolve("run").toString()));
    prefix.addAll(List.of("--storage-driver", driver));
    prefix.addAll(options);
  }

  /** With a store in addition. */
  public static Podman with(Path additionalStore) {
    return new Podman(
        RunFolder.create("podman"),
        "overlay",
        List.of("--storage-opt=additionalimagestore=" + additionalStore));
  }

  /** With nothing but a store of its own, in this folder. */
  public static Podman alone(Path folder) {
    return new Podman(folder, "overlay", List.of());
  }

  /**
   * The same with whole trees in place of layers: the one way in which podman takes a hard link to
   * a file of a lower layer. It leaves no mount behind.
   */
  public static Podman withWholeTrees(Path folder) {
    return new Podman(folder, "vfs", List.of());
  }

  public CommandResult attempt(String... arguments) {
    return COMMANDS.attempt(command(arguments));
  }

  public CommandResult run(String... arguments) {
    return COMMANDS.run(command(arguments));
  }

  /** Runs a container of an image to its end, without a network, and gives what it said. */
  public String runContainer(String image) {
    // crun does not start where cgroups are of both versions; runc does, with limits of its own.
    return run(
            "--runtime=runc",
            "run",
            "--rm",
            "--pull=never",
            "--network=none",
            "--ulimit=nofile=20000:20000",
            "--ulimit=nproc=10000:10000",
            image)
        .text();
  }

  private Command command(String... arguments) {
    List<String> argv = new ArrayList<>(prefix);
    argv.addAll(List.of(arguments));
    return Command.of(argv);
  }
}
