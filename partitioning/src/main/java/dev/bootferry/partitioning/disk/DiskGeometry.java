package dev.bootferry.partitioning.disk;

/**
 * A disk in sectors, which is how partition tables count.
 *
 * @param sectors how many there are
 * @param sectorSize logical sector size in bytes: 512 or 4096, the two that disks have
 */
public record DiskGeometry(long sectors, int sectorSize) {
  public DiskGeometry {
    if (sectorSize != 512 && sectorSize != 4096) {
      throw new IllegalArgumentException("disks have sectors of 512 or 4096 bytes: " + sectorSize);
    }
    if (sectors < 1 || sectors > Long.MAX_VALUE / sectorSize) {
      throw new IllegalArgumentException("no disk has " + sectors + " sectors");
    }
  }

  /** A disk of this many bytes; what is left of a last, incomplete sector does not count. */
  public static DiskGeometry ofBytes(long bytes, int sectorSize) {
    return new DiskGeometry(bytes / sectorSize, sectorSize);
  }

  public long bytes() {
    return sectors * sectorSize;
  }

  public long lastLba() {
    return sectors - 1;
  }

  /** Where a sector begins, in bytes. */
  public long offset(long lba) {
    return Math.multiplyExact(lba, sectorSize);
  }
}
