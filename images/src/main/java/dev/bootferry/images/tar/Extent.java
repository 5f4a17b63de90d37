package dev.bootferry.images.tar;

/**
 * A part of a sparse file that holds data; between extents are holes.
 *
 * @param offset bytes from the file's start
 * @param length bytes
 */
public record Extent(long offset, long length) {
  public Extent {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new IllegalArgumentException("not an extent: " + offset + "+" + length);
    }
  }

  public long end() {
    return offset + length;
  }
}
