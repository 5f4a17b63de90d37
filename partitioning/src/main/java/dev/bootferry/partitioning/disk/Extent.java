package dev.bootferry.partitioning.disk;

/**
 * A part of a disk.
 *
 * @param offset of its first byte
 * @param size in bytes, at least 1
 */
public record Extent(long offset, long size) {
  public Extent {
    if (offset < 0 || size < 1 || offset > Long.MAX_VALUE - size) {
      throw new IllegalArgumentException("no part of a disk: " + size + " bytes at " + offset);
    }
  }

  /** The offset of the first byte behind it. */
  public long end() {
    return offset + size;
  }

  public boolean overlaps(Extent other) {
    return offset < other.end() && other.offset < end();
  }
}
