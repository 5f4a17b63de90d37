package dev.bootferry.partitioning.disk;

/**
 * Bytes at offsets, of a block device or of a file that holds a disk. What is written is durable
 * only after {@link #force}; without it any part of it may be, in any order.
 *
 * <p>Every method throws a {@link dev.bootferry.core.problem.ProblemException}, {@code
 * disk-read-failed} or {@code disk-write-failed}, which names the disk and the place.
 */
public interface Disk extends AutoCloseable {
  /** For messages, such as {@code /dev/vdb}. */
  String name();

  /** In bytes. */
  long size();

  /** Exactly this part, which must lie inside the disk; at most 2 GiB. */
  byte[] read(Extent extent);

  /** All of these bytes, which must lie inside the disk. */
  void write(long offset, byte[] bytes);

  /** Makes all that was written durable. */
  void force();

  @Override
  void close();
}
