package dev.bootferry.images.layout;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * A region of a channel as a stream, by positional reads, so that streams do not disturb one
 * another.
 */
final class RegionInputStream extends InputStream {
  private final FileChannel channel;
  private final AutoCloseable owned;
  private long position;
  private long left;

  /**
   * @param owned closed with the stream
   */
  RegionInputStream(FileChannel channel, long position, long length, AutoCloseable owned) {
    this.channel = channel;
    this.position = position;
    this.left = length;
    this.owned = owned;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int wanted = (int) Math.min(length, left);
    int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    if (read < 0) {
      throw new EOFException("the file ended " + left + " bytes early");
    }
    position += read;
    left -= read;
    return read;
  }

  @Override
  public long skip(long n) {
    long skipped = Math.max(0, Math.min(n, left));
    position += skipped;
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, left);
  }

  @Override
  public void close() throws IOException {
    try {
      owned.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
