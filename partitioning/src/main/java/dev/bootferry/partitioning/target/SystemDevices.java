package dev.bootferry.partitioning.target;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.block.BlockDevices;
import dev.bootferry.partitioning.PartitioningProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The facts of this machine. */
public final class SystemDevices implements DeviceFacts {
  private static final int FORMAT_MASK = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  @Override
  public TargetKind kind(Path path) {
    if (Files.notExists(path)) {
      return TargetKind.MISSING;
    }
    if (Files.isDirectory(path)) {
      return TargetKind.DIRECTORY;
    }
    if (Files.isRegularFile(path)) {
      return TargetKind.FILE;
    }
    int mode = (int) attribute(path, "unix:mode");
    return (mode & FORMAT_MASK) == BLOCK_DEVICE ? TargetKind.DISK : TargetKind.OTHER;
  }

  @Override
  public String number(Path device) {
    // The kernel's own packing of device numbers, as in sysmacros.h of the C library.
    long number = (long) attribute(device, "unix:rdev");
    long major = ((number >>> 8) & 0xFFF) | ((number >>> 32) & ~0xFFFL);
    long minor = (number & 0xFF) | ((number >>> 12) & ~0xFFL & 0xFFFFFFFFL);
    return major + ":" + minor;
  }

  @Override
  public long size(Path path) {
    try {
      return Files.isRegularFile(path) ? Files.size(path) : BlockDevices.size(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public int sectorSize(Path device) {
    return BlockDevices.sectorSize(device);
  }

  @Override
  public boolean isReadOnly(Path path) {
    return kind(path) == TargetKind.DISK ? BlockDevices.isReadOnly(path) : !Files.isWritable(path);
  }

  @Override
  public boolean isClaimed(Path path) {
    return Files.isRegularFile(path) ? isLocked(path) : BlockDevices.isInUse(path);
  }

  /** A virtual machine that runs from the file holds a lock on it. */
  private static boolean isLocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false; // That it cannot be written is told by isReadOnly.
    }
  }

  @Override
  public long freeSpace(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return folder == null ? 0 : Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw unreadable(folder == null ? file : folder, e);
    }
  }

  private static Object attribute(Path path, String name) {
    try {
      return Files.getAttribute(path, name);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static ProblemException unreadable(Path path, IOException cause) {
    return new Problem(
            PartitioningProblem.DISK_READ_FAILED,
            "find out what " + path + " is",
            String.valueOf(cause.getMessage()),
            "Check that the name is right and that you may read it.")
        .exception(cause);
  }
}
