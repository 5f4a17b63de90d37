package dev.bootferry.images.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;

/** A sparse file as its reader sees it: between the extents of the data there are zeros. */
final class ExpandedStream extends InputStream {
  private final InputStream data;
  private final long size;
  private final Iterator<Extent> extents;
  private Extent extent;
  private long at;

  ExpandedStream(InputStream data, TarEntry entry) {
    this.data = data;
    this.size = entry.size();
    this.extents = entry.extents().iterator();
    this.extent = nextExtent();
  }

  private Extent nextExtent() {
    return extents.hasNext() ? extents.next() : new Extent(size, 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == size) {
      return -1;
    }
    while (extents.hasNext() && at == extent.end()) {
      extent = nextExtent();
    }
    int read;
    if (at < extent.offset()) {
      read = (int) Math.min(length, extent.offset() - at);
      Arrays.fill(buffer, offset, offset + read, (byte) 0);
    } else if (at < extent.end()) {
      read = data.read(buffer, offset, (int) Math.min(length, extent.end() - at));
    } else {
      read = (int) Math.min(length, size - at);
      Arrays.fill(buffer, offset, offset + read, (byte) 0);
    }
    at += read;
    return read;
  }
}
