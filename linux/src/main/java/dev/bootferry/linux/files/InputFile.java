package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.SystemCallException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A file open for reading. See {@link Directory} for threads. */
public final class InputFile implements AutoCloseable {
  private final Scratch scratch;
  private final int fd;
  private boolean open = true;

  InputFile(Scratch scratch, int fd) {
    this.scratch = scratch;
    this.fd = fd;
  }

  /** What the file is. */
  public FileStatus status() throws SystemCallException {
    return Calls.statx(scratch, fd(), scratch.name(""), Calls.AT_EMPTY_PATH);
  }

  /** Reads at a position; gives how many bytes, or -1 at the end. */
  public int read(byte[] bytes, int offset, int length, long position) throws SystemCallException {
    if (length == 0) {
      return 0;
    }
    long read = Calls.pread(scratch, fd(), Math.min(length, Scratch.BUFFER_BYTES), position);
    MemorySegment.copy(scratch.buffer, ValueLayout.JAVA_BYTE, 0, bytes, offset, (int) read);
    return read == 0 ? -1 : (int) read;
  }

  /** The content from its start, as a stream that closes this file when it is closed. */
  public InputStream stream() {
    return new InputStream() {
      private long position;

      @Override
      public int read() throws SystemCallException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws SystemCallException {
        int read = InputFile.this.read(bytes, offset, length, position);
        position += Math.max(0, read);
        return read;
      }

      @Override
      public void close() {
        InputFile.this.close();
      }
    };
  }

  int fd() {
    if (!open) {
      throw new IllegalStateException("the file is closed");
    }
    return fd;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Calls.close(scratch, fd);
    }
  }
}
