package dev.bootferry.core.io;

import dev.bootferry.core.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes and counts what is read through it. Mark and reset are not supported. */
public final class HashingInputStream extends FilterInputStream {
  private final MessageDigest computation;
  private long count;

  public HashingInputStream(InputStream in) {
    this(in, Digest.newSha256());
  }

  public HashingInputStream(InputStream in, MessageDigest computation) {
    super(in);
    this.computation = computation;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      computation.update((byte) value);
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      computation.update(buffer, offset, read);
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    // What is skipped is content too, and must be hashed.
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, n))];
    long skipped = 0;
    while (skipped < n) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Bytes read so far. */
  public long count() {
    return count;
  }

  /** The raw digest of all that was read; ends the computation. */
  public byte[] finish() {
    return computation.digest();
  }
}
