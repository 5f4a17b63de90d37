package dev.bootferry.partitioning.filesystem;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes file systems with the programs of their projects, with the options that bootc uses. What
 * was at the place before is lost; whatever fails leaves the place without a file system to count
 * on, and making it again starts over.
 */
public final class FileSystemMaker {
  /** Bytes of a FAT cluster. */
  private static final int CLUSTER = 4096;

  private final CommandRunner runner;
  private final Tools tools;

  public FileSystemMaker(CommandRunner runner, Tools tools) {
    this.runner = runner;
    this.tools = tools;
  }

  /**
   * Makes it.
   *
   * @param device what {@link #command} takes
   * @throws dev.bootferry.core.problem.ProblemException {@code command-not-found}, {@code
   *     command-failed}
   */
  public void make(FileSystemSpec spec, Path device) {
    CommandResult _ = runner.run(command(spec, device, tools));
  }

  /**
   * The command that makes it.
   *
   * @param device for FAT the whole disk, unclaimed, since {@code mkfs.vfat} finds the place
   *     itself, which works where the kernel shows no partitions; otherwise a device that shows
   *     just the place, such as a loop device
   */
  public static Command command(FileSystemSpec spec, Path device, Tools tools) {
    return tools.command(
        switch (spec.type()) {
          case EXT4 ->
              List.of(
                  "mkfs.ext4",
                  "-q",
                  "-F",
                  "-L",
                  spec.label(),
                  "-U",
                  spec.uuid(),
                  "-O",
                  "verity",
                  device.toString());
          case XFS ->
              List.of(
                  "mkfs.xfs",
                  "-q",
                  "-f",
                  "-L",
                  spec.label(),
                  "-m",
                  "uuid=" + spec.uuid(),
                  device.toString());
          case BTRFS ->
              List.of(
                  "mkfs.btrfs",
                  "-q",
                  "-f",
                  "-L",
                  spec.label(),
                  "-U",
                  spec.uuid(),
                  device.toString());
          case VFAT -> vfat(spec, device);
        });
  }

  private static List<String> vfat(FileSystemSpec spec, Path disk) {
    String firstSector = Long.toString(spec.place().offset() / spec.sectorSize());
    return List.of(
        "mkfs.vfat",
        "-I", // The device is a whole disk: that is meant.
        "-F",
        "32",
        // Otherwise it takes clusters that suit the size of the whole disk, too few for FAT32.
        "-s",
        Integer.toString(CLUSTER / spec.sectorSize()),
        "-S",
        Integer.toString(spec.sectorSize()),
        "-n",
        spec.label(),
        "-i",
        spec.volumeId(),
        "-h",
        firstSector,
        "--offset=" + firstSector,
        disk.toString(),
        Long.toString(spec.place().size() / 1024));
  }
}
