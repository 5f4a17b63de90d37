package dev.bootferry.images.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952), all members of it: parallel compressors write many. Unlike the
 * JDK's own it does not ask how many bytes are {@code available} to find out whether another member
 * follows, which gives a wrong answer on pipes and sockets. What follows the last member must be
 * another member: nothing is silently left out.
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int start;
  private int end;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !header()) {
        ended = true;
        break;
      }
      int read = inflate(target, offset, length);
      if (read > 0) {
        crc.update(target, offset, read);
        return read;
      }
      if (inflater.finished()) {
        trailer();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a preset dictionary, which gzip has not");
      } else {
        fill();
        inflater.setInput(buffer, start, end - start);
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      String message = e.getMessage();
      throw new ZipException(message == null ? "not deflated data" : message);
    }
  }

  /** Reads the header of the next member; false when there is none. */
  private boolean header() throws IOException {
    if (start == end) {
      start = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        return false;
      }
    }
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw new ZipException("not in gzip format");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("gzip flags that no one defined");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inflater.setInput(buffer, start, end - start);
    inMember = true;
    return true;
  }

  /** Checks the member's checksum and size. */
  private void trailer() throws IOException {
    start = end - inflater.getRemaining();
    long statedCrc = number();
    long statedSize = number();
    if (statedCrc != crc.getValue()) {
      throw new ZipException("the checksum of its gzip member is wrong");
    }
    if (statedSize != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("the size of its gzip member is wrong");
    }
    inMember = false;
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (start == end) {
      fill();
    }
    return buffer[start++] & 0xFF;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int _ = next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // The text itself is of no use.
    }
  }

  private void fill() throws IOException {
    start = 0;
    end = in.read(buffer);
    if (end <= 0) {
      end = 0;
      throw new EOFException("it ends in the middle of a gzip member");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
