package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.util.Collection;

/**
 * Takes away everything by which firmware, kernels and tools recognise what is on a disk: partition
 * tables, and the signatures of file systems, RAID, LVM and encryption, which lie near the
 * beginning or the end of the disk or of a partition. The rest of the data stays until something is
 * written over it.
 */
public final class DiskEraser {
  /** LUKS2 keeps its second header farthest of all from the beginning: at 4 MiB at most. */
  private static final long AT_BEGINNING = 8L << 20;

  /** RAID and ZFS keep theirs within the last half mebibyte. */
  private static final long AT_END = 1L << 20;

  private static final long IN_PARTITION = 1L << 20;

  /** A GPT takes less at each end of a disk, whatever the size of its sectors. */
  private static final long TABLE = 24L << 10;

  private static final int STEP = 1 << 20;

  private DiskEraser() {}

  /**
   * Erases, the first sector first and made durable before anything else, so that an interruption
   * leaves no half table that still boots. Parts that are zero already are only read: a sparse file
   * stays sparse.
   *
   * @param partitions those that were there and those that will be; parts beyond the end of the
   *     disk are left out
   */
  public static void erase(Disk disk, Collection<Extent> partitions) {
    zero(disk, 0, Math.min(4096, disk.size()));
    disk.force();
    zero(disk, 0, Math.min(AT_BEGINNING, disk.size()));
    zero(disk, Math.max(0, disk.size() - AT_END), disk.size());
    for (Extent partition : partitions) {
      zero(disk, partition.offset(), partition.offset() + IN_PARTITION, partition.end());
      zero(disk, Math.max(partition.offset(), partition.end() - IN_PARTITION), partition.end());
    }
    disk.force();
  }

  /**
   * Erases the beginning and the end of partitions, and nothing of what stays or of the table. The
   * table itself is the caller's: {@link GptWriter#replace}.
   *
   * @param partitions those that were there and those that will be
   * @param kept what stays, in bytes
   */
  public static void eraseAround(
      Disk disk, Collection<Extent> partitions, Collection<Extent> kept) {
    for (Extent partition : partitions) {
      if (kept.stream()
          .anyMatch(k -> k.offset() < partition.end() && partition.offset() < k.end())) {
        continue;
      }
      // A table may claim anything, even the places of tables.
      long from = Math.max(partition.offset(), TABLE);
      long end = Math.min(partition.end(), disk.size() - TABLE);
      zero(disk, from, from + AT_BEGINNING, end);
      zero(disk, Math.max(from, end - IN_PARTITION), end);
    }
    disk.force();
  }

  private static void zero(Disk disk, long from, long to, long limit) {
    zero(disk, from, Math.min(to, limit));
  }

  private static void zero(Disk disk, long from, long to) {
    long end = Math.min(to, disk.size());
    for (long offset = from; offset < end; offset += STEP) {
      int length = (int) Math.min(STEP, end - offset);
      if (!isZero(disk.read(new Extent(offset, length)))) {
        disk.write(offset, new byte[length]);
      }
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
