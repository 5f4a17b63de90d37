package dev.bootferry.partitioning.target;

import java.nio.file.Path;

/**
 * What only the kernel knows of a path. A fake is a table. Every method but {@link #kind} may throw
 * a {@link dev.bootferry.core.problem.ProblemException} that names the path.
 */
public interface DeviceFacts {
  /** Disk and partition are not told apart here: both are {@link TargetKind#DISK}. */
  TargetKind kind(Path path);

  /** Of a block device: its number as {@code major:minor}. */
  String number(Path device);

  /** In bytes, of a block device or regular file. */
  long size(Path path);

  /** Of a block device: its logical sector size in bytes. */
  int sectorSize(Path device);

  /** Whether the block device, regular file or folder refuses writes. */
  boolean isReadOnly(Path path);

  /** Whether somebody claims the block device, or locks the regular file. */
  boolean isClaimed(Path path);

  /** Bytes that are left where this regular file is or would be. */
  long freeSpace(Path file);
}
