package dev.bootferry.images.layout;

import java.io.IOException;
import java.io.InputStream;

/** One file of a layout. Safe for use by several threads at once. */
public interface LayoutFile {
  /** Relative to the layout, with {@code /} between names, as in {@code blobs/sha256/12ab}. */
  String path();

  /** Bytes. */
  long size();

  /**
   * The content from an offset to its end; the caller closes the stream. An end before {@link
   * #size} is an {@link java.io.EOFException}.
   */
  InputStream open(long offset) throws IOException;

  /**
   * The whole content.
   *
   * @throws IOException also when it is longer than the limit
   */
  default byte[] read(int limit) throws IOException {
    if (size() > limit) {
      throw new IOException(
          path() + " has " + size() + " bytes, more than the " + limit + " allowed");
    }
    try (InputStream in = open(0)) {
      return in.readNBytes(Math.toIntExact(size()));
    }
  }
}
