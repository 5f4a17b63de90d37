package dev.bootferry.partitioning.target;

/** What is behind a path. */
public enum TargetKind {
  MISSING,
  /** A block device that is not a part of another one. */
  DISK,
  PARTITION,
  FILE,
  DIRECTORY,
  /** Such as a character device or a socket. */
  OTHER
}
