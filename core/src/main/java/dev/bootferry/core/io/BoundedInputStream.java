package dev.bootferry.core.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Exactly {@code length} bytes of another stream. An earlier end is an {@link EOFException}, never
 * a silently shorter content. Closing leaves the underlying stream open.
 */
public final class BoundedInputStream extends InputStream {
  private final InputStream in;
  private long left;

  public BoundedInputStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left <= 0) {
      return -1;
    }
    int value = in.read();
    if (value < 0) {
      throw endedEarly();
    }
    left--;
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left <= 0) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw endedEarly();
    }
    left -= read;
    return read;
  }

  /** Bytes that have not been read yet. */
  public long remaining() {
    return left;
  }

  private EOFException endedEarly() {
    return new EOFException("the stream ended " + left + " bytes early");
  }
}
