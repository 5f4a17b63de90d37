package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A regular file that was just made, open for writing. Nothing is forced to the device. See {@link
 * Directory} for threads.
 */
public final class OutputFile implements AutoCloseable {
  private final Scratch scratch;
  private final int fd;
  private boolean open = true;

  OutputFile(Scratch scratch, int fd) {
    this.scratch = scratch;
    this.fd = fd;
  }

  /** Writes all of it at a position of the file; what is before and never written is a hole. */
  public void write(byte[] bytes, int offset, int length, long position)
      throws SystemCallException {
    int done = 0;
    while (done < length) {
      int piece = Math.min(length - done, Scratch.BUFFER_BYTES);
      MemorySegment.copy(bytes, offset + done, scratch.buffer, ValueLayout.JAVA_BYTE, 0, piece);
      // A short write is written again from the array, which costs a copy but never happens.
      done += (int) Calls.pwrite(scratch, fd(), piece, position + done);
    }
  }

  /** Cuts or extends the file; what is added is a hole. */
  public void truncate(long size) throws SystemCallException {
    Calls.ftruncate(scratch, fd(), size);
  }

  /**
   * Copies the first bytes of another file, from its start to the start of this one, inside the
   * kernel where the file systems can.
   *
   * @throws SystemCallException also when the other file is shorter
   */
  public void copyFrom(InputFile from, long size) throws SystemCallException {
    long done = 0;
    try {
      while (done < size) {
        long copied = Calls.copyFileRange(scratch, from.fd(), fd(), size - done);
        if (copied == 0) {
          throw new SystemCallException("copy_file_range", new Errno(5));
        }
        done += copied;
      }
    } catch (SystemCallException e) {
      if (done > 0 || !(e.is(new Errno(18)) || e.is(Errno.EOPNOTSUPP) || e.is(Errno.EINVAL))) {
        throw e;
      }
      copyByReading(from, size);
    }
  }

  private void copyByReading(InputFile from, long size) throws SystemCallException {
    long done = 0;
    while (done < size) {
      long read =
          Calls.pread(scratch, from.fd(), Math.min(Scratch.BUFFER_BYTES, size - done), done);
      if (read == 0) {
        throw new SystemCallException("pread", new Errno(5));
      }
      long left = read;
      while (left > 0) {
        long written = Calls.pwrite(scratch, fd(), left, done + read - left);
        left -= written;
        // What was not written has to be at the start of the buffer.
        MemorySegment.copy(scratch.buffer, written, scratch.buffer, 0, left);
      }
      done += read;
    }
  }

  /** Changes the owner, which takes set-user-id, set-group-id and capabilities away. */
  public void changeOwner(long uid, long gid) throws SystemCallException {
    Calls.fchownat(scratch, fd(), scratch.name(""), uid, gid, Calls.AT_EMPTY_PATH);
  }

  public void changeMode(int mode) throws SystemCallException {
    Calls.fchmod(scratch, fd(), mode);
  }

  public void changeTime(long seconds, int nanos) throws SystemCallException {
    Calls.futimens(scratch, fd(), seconds, nanos);
  }

  public void setXattr(String attribute, byte[] value) throws SystemCallException {
    Xattrs.set(scratch, fd(), attribute, value);
  }

  private int fd() {
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
