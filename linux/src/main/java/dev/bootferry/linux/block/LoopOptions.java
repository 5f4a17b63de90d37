package dev.bootferry.linux.block;

/**
 * What part of a file a loop device shows, and how.
 *
 * @param offset of the first byte shown, in bytes; a multiple of the sector size
 * @param sizeLimit bytes shown at most; 0 for all up to the end of the file
 * @param sectorSize logical sector size in bytes: 512, 1024, 2048 or 4096
 * @param readOnly whether the device refuses writes
 * @param directIo whether it bypasses the page cache of the file; the kernel falls back to cached
 *     access where the file cannot do it
 */
public record LoopOptions(
    long offset, long sizeLimit, int sectorSize, boolean readOnly, boolean directIo) {
  public LoopOptions {
    if (sectorSize < 512 || sectorSize > 4096 || Integer.bitCount(sectorSize) != 1) {
      throw new IllegalArgumentException("not a sector size: " + sectorSize);
    }
    if (offset < 0 || offset % sectorSize != 0) {
      throw new IllegalArgumentException("not an offset of whole sectors: " + offset);
    }
    if (sizeLimit < 0 || sizeLimit % sectorSize != 0) {
      throw new IllegalArgumentException("not a size of whole sectors: " + sizeLimit);
    }
  }

  /** The whole file, writable. */
  public static LoopOptions whole(int sectorSize) {
    return new LoopOptions(0, 0, sectorSize, false, false);
  }

  /** A part of the file, as a partition, writable. */
  public static LoopOptions part(long offset, long size, int sectorSize) {
    return new LoopOptions(offset, size, sectorSize, false, false);
  }

  public LoopOptions asReadOnly() {
    return new LoopOptions(offset, sizeLimit, sectorSize, true, directIo);
  }

  public LoopOptions asDirect() {
    return new LoopOptions(offset, sizeLimit, sectorSize, readOnly, true);
  }
}
