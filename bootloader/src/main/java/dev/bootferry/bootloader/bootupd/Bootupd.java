package dev.bootferry.bootloader.bootupd;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs an image's bootupd. No image with bootupd could be had to try this on: the call is as bootc
 * 1.16 makes it, and tested only against a recorder.
 */
public final class Bootupd {
  private static final List<String> PROGRAMS = List.of("usr/bin/bootupctl", "usr/libexec/bootupd");
  private static final String UPDATES = "usr/lib/bootupd/updates";

  /**
   * In a mount namespace of its own, which takes the mounts away with it however the program ends:
   * the physical /boot alone, without what is mounted below; the physical root; the kernel's.
   */
  private static final String SCRIPT =
      """
      set -eu
      physical=$1 deployment=$2
      shift 2
      mount --bind "$physical/boot" "$deployment/boot"
      mount --bind "$physical" "$deployment/sysroot"
      for folder in dev proc sys run; do
        mount --rbind "/$folder" "$deployment/$folder"
      done
      exec chroot "$deployment" "$@"
      """;

  private final CommandRunner commands;

  public Bootupd(CommandRunner commands) {
    this.commands = commands;
  }

  /** What the image must be asked for; see {@link #shippedBy}. */
  public static List<String> wanted() {
    return List.of(PROGRAMS.get(0), PROGRAMS.get(1), UPDATES);
  }

  /** Whether this image puts its boot loader in place by itself. */
  public static boolean shippedBy(ImageFiles image) throws IOException {
    boolean program = false;
    for (String name : PROGRAMS) {
      program |= image.file(name).isPresent();
    }
    return program && image.file(UPDATES).isPresent();
  }

  /**
   * Runs it inside the deployment.
   *
   * @param physicalRoot the mounted target, with its {@code /boot}
   * @param deployment the deployment's folder within it
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}; what bootupd has
   *     written by then stays, and running it again begins anew
   */
  public void install(BootupdCall call, Path physicalRoot, Path deployment) {
    commands.run(
        Command.of(call.arguments())
            .behind(
                List.of(
                    "unshare",
                    "--mount",
                    "--propagation",
                    "private",
                    "sh",
                    "-c",
                    SCRIPT,
                    "bootupd",
                    physicalRoot.toString(),
                    deployment.toString())));
  }
}
