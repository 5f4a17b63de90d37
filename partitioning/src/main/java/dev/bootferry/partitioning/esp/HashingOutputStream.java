package dev.bootferry.partitioning.esp;

import dev.bootferry.core.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what is written through it. */
final class HashingOutputStream extends FilterOutputStream {
  private final MessageDigest computation = Digest.newSha256();
  private long count;

  HashingOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    computation.update(buffer, offset, length);
    count += length;
  }

  /** What was written so far, as a file of this path; nothing may be written after. */
  EspFile file(EspPath path) {
    return new EspFile(path, count, Digest.ofSha256(computation.digest()));
  }
}
