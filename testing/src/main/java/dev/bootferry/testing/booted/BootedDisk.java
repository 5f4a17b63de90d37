package dev.bootferry.testing.booted;

import dev.bootferry.core.data.Json;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.Checkout;
import dev.bootferry.testing.stick.Stick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A disk of its own on which commands run as on the machine that booted it, in seconds instead of
 * minutes. What the kernel, the boot loader and systemd do is not tried in this way.
 */
public final class BootedDisk {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  /** How the program is started there. */
  public static final String BOOTFERRY = "sh /run/medium/bootferry/run ";

  /** What happens to a staged deployment when a machine shuts down in order. */
  private static final String SHUTDOWN =
      "; status=$?; [ ! -e /run/ostree/staged-deployment ] || ostree admin finalize-staged >&2;"
          + " exit $status";

  private final InstalledDisk disk;
  private final Path medium;

  private BootedDisk(InstalledDisk disk, Path medium) {
    this.disk = disk;
    this.medium = medium;
  }

  /** A copy of an installed disk, and a medium beside it that has the program. */
  public static BootedDisk copyOf(InstalledDisk disk) throws IOException {
    Path folder = RunFolder.create("booted");
    Path copy = folder.resolve("disk.img");
    var _ =
        COMMANDS.run(
            Command.of(
                "cp",
                "--sparse=always",
                "--reflink=auto",
                disk.image().toString(),
                copy.toString()));
    Path medium = Files.createDirectory(folder.resolve("medium"));
    var _ =
        COMMANDS.run(
            Command.of(
                "cp", "-al", Stick.folder().toString(), medium.resolve("bootferry").toString()));
    return new BootedDisk(disk.on(copy), medium);
  }

  /** What is seen at {@code /run/medium}. */
  public Path medium() {
    return medium;
  }

  /** A disk with this bundle on it, just installed. */
  public static BootedDisk install(Path bundle) throws IOException {
    return copyOf(
        InstalledDisk.install(
            new Bootferry(COMMANDS).withoutNetwork(),
            bundle.toString(),
            RunFolder.create("small-disk").resolve("disk.img"),
            "--filesystem",
            "ext4",
            "--size",
            "2G"));
  }

  /** Another such machine, with what this one has on its disk and its medium. */
  public BootedDisk copy() throws IOException {
    BootedDisk copy = copyOf(disk);
    try (Stream<Path> files = Files.list(medium)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy.bring(file, String.valueOf(file.getFileName()));
      }
    }
    return copy;
  }

  /** Lays a bundle on the medium. */
  public void bring(Path bundle, String name) throws IOException {
    Path target = medium.resolve(name);
    Files.deleteIfExists(target);
    Files.createLink(target, bundle);
  }

  /** Runs a shell script from start to shutdown of the default deployment; status 0 or an error. */
  public String run(String script) {
    CommandResult result = attempt("default", script);
    if (result.exit() != 0) {
      throw new AssertionError(
          "status " + result.exit() + " of " + script + "\n" + result.text() + result.errorTail());
    }
    return result.text();
  }

  /** The same, with any status. */
  public CommandResult attempt(String script) {
    return attempt("default", script);
  }

  /**
   * The same, in the deployment of a boot entry, as chosen in the menu.
   *
   * @param entry its number in the name of its file
   */
  public CommandResult attempt(String entry, String script) {
    return session(entry, script + SHUTDOWN);
  }

  /** Runs a script and then takes the power away: nothing that is staged is finished. */
  public CommandResult attemptAndLosePower(String script) {
    return session("default", script);
  }

  private CommandResult session(String entry, String script) {
    try (LoopDevice root = disk.attach("root")) {
      return COMMANDS.attempt(
          Command.of(
              Checkout.root().resolve("testing/machine/booted-root.sh").toString(),
              root.path().toString(),
              medium.toString(),
              entry,
              script));
    }
  }

  /** What {@code status --json} says after a start. */
  public MachineStatus status() {
    return status(run(BOOTFERRY + "status --json"));
  }

  /** What it said in the course of a script. */
  public static MachineStatus status(String document) {
    return new MachineStatus(
        Json.readObject(document.getBytes(StandardCharsets.UTF_8), "status").object("status"));
  }

  /** What was said of the installation. */
  public InstalledDisk installed() {
    return disk;
  }

  /** The disk's root, while the machine is off. */
  public MountedRoot mount() {
    return disk.mount();
  }
}
