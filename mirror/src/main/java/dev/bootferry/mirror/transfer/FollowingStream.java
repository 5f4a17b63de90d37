package dev.bootferry.mirror.transfer;

import dev.bootferry.images.bundle.BundleOutput.BlobReader;
import dev.bootferry.images.source.Abandonable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Reads a blob out of the bundle while it is landing there, right behind whoever writes it. The
 * file is the buffer between the two: neither holds the other up, and no memory is taken.
 */
final class FollowingStream extends InputStream implements Abandonable {
  private final Landing landing;
  private final BlobReader reader;
  private long position;
  private long readable;
  private volatile boolean abandoned;

  FollowingStream(Landing landing, BlobReader reader, long offset) {
    this.landing = landing;
    this.reader = reader;
    this.position = offset;
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
    if (readable <= position) {
      readable = landing.awaitBehind(position, () -> abandoned);
      if (readable <= position) {
        return -1;
      }
    }
    int wanted = (int) Math.min(length, readable - position);
    int read = reader.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    if (read <= 0) {
      throw new IOException("cannot read back " + landing.name());
    }
    position += read;
    return read;
  }

  @Override
  public void abandon() {
    abandoned = true;
    landing.wake();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
