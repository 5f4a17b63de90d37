package dev.bootferry.partitioning.filesystem;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import java.nio.file.Path;
import java.util.List;

/** Checks unmounted file systems and changes nothing. */
public final class FileSystemCheck {
  private static final int SAID_LIMIT = 2000;

  private final CommandRunner runner;
  private final Tools tools;

  public FileSystemCheck(CommandRunner runner, Tools tools) {
    this.runner = runner;
    this.tools = tools;
  }

  /**
   * Checks.
   *
   * @param device that shows just the file system, such as a loop device
   * @throws dev.bootferry.core.problem.ProblemException {@code file-system-damaged} with what the
   *     tool said; {@code command-not-found}
   */
  public void check(FileSystemType type, Path device) {
    Command command = command(type, device, tools);
    CommandResult result = runner.attempt(command);
    if (!result.succeeded()) {
      throw new Problem(
              PartitioningProblem.FILE_SYSTEM_DAMAGED,
              "find the " + type.mountName() + " file system on " + device + " in order",
              command.line() + " ended with status " + result.exit() + ": " + said(result),
              "The disk may be failing, or something else wrote to it: install again, and check"
                  + " the disk if it happens twice.")
          .exception();
    }
  }

  /** The command that checks; it ends with status 0 only when there is nothing to mend. */
  public static Command command(FileSystemType type, Path device, Tools tools) {
    String name = device.toString();
    return tools.command(
        switch (type) {
          case EXT4 -> List.of("e2fsck", "-f", "-n", name);
          case XFS -> List.of("xfs_repair", "-n", name);
          case BTRFS -> List.of("btrfs", "check", "--readonly", name);
          case VFAT -> List.of("fsck.vfat", "-n", name);
        });
  }

  /** These tools complain on either stream. */
  private static String said(CommandResult result) {
    String all = (result.errorTail().strip() + "\n" + result.text()).strip();
    return all.substring(Math.max(0, all.length() - SAID_LIMIT));
  }
}
