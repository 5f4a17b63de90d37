package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.Native;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The system calls of this package, one typed method each. Each is called again while a signal
 * interrupts it. A bound handle is used exactly and with memory at hand: applying a layer makes
 * some hundred thousand calls.
 */
final class Calls {
  /** On these the kernel numbers two flags of open(2) in another way than elsewhere. */
  private static final boolean OTHER_FLAGS =
      switch (System.getProperty("os.arch", "")) {
        case "aarch64", "arm", "ppc64", "ppc64le" -> true;
        default -> false;
      };

  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;
  static final int O_DIRECTORY = OTHER_FLAGS ? 040000 : 0200000;
  static final int O_NOFOLLOW = OTHER_FLAGS ? 0100000 : 0400000;

  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_REMOVEDIR = 0x200;
  static final int AT_EMPTY_PATH = 0x1000;

  /** In the nanoseconds of utimensat(2): leave this time alone. */
  static final long UTIME_OMIT = 0x3FFFFFFE;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

  private static final MethodHandle OPENAT =
      Native.bind(
          "openat",
          FunctionDescriptor.of(INT, INT, POINTER, INT, INT),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle CLOSE = bind("close", INT, INT);
  private static final MethodHandle PWRITE = bind("pwrite", LONG, INT, POINTER, LONG, LONG);
  private static final MethodHandle PREAD = bind("pread", LONG, INT, POINTER, LONG, LONG);
  private static final MethodHandle FTRUNCATE = bind("ftruncate", INT, INT, LONG);
  private static final MethodHandle MKDIRAT = bind("mkdirat", INT, INT, POINTER, INT);
  private static final MethodHandle UNLINKAT = bind("unlinkat", INT, INT, POINTER, INT);
  private static final MethodHandle SYMLINKAT = bind("symlinkat", INT, POINTER, INT, POINTER);
  private static final MethodHandle LINKAT = bind("linkat", INT, INT, POINTER, INT, POINTER, INT);
  private static final MethodHandle READLINKAT =
      bind("readlinkat", LONG, INT, POINTER, POINTER, LONG);
  private static final MethodHandle FCHOWNAT = bind("fchownat", INT, INT, POINTER, INT, INT, INT);
  private static final MethodHandle FCHMOD = bind("fchmod", INT, INT, INT);
  private static final MethodHandle UTIMENSAT = bind("utimensat", INT, INT, POINTER, POINTER, INT);
  private static final MethodHandle FUTIMENS = bind("futimens", INT, INT, POINTER);
  private static final MethodHandle STATX = bind("statx", INT, INT, POINTER, INT, INT, POINTER);
  private static final MethodHandle GETDENTS = bind("getdents64", LONG, INT, POINTER, LONG);
  private static final MethodHandle COPY_FILE_RANGE =
      bind("copy_file_range", LONG, INT, POINTER, INT, POINTER, LONG, INT);

  private static MethodHandle bind(String name, MemoryLayout result, MemoryLayout... arguments) {
    return Native.bind(name, FunctionDescriptor.of(result, arguments));
  }

  /** One call by a handle. */
  @FunctionalInterface
  interface Call {
    long invoke() throws Throwable;
  }

  private Calls() {}

  /** Calls until it is not interrupted; -1 is an error. */
  static long call(Scratch scratch, String name, Call call) throws SystemCallException {
    while (true) {
      long result;
      try {
        result = call.invoke();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a native call does not throw", e);
      }
      if (result != -1) {
        return result;
      }
      Errno errno = scratch.errno();
      if (!errno.equals(Errno.EINTR)) {
        throw new SystemCallException(name, errno);
      }
    }
  }

  static int openat(Scratch s, int directory, MemorySegment name, int flags, int mode)
      throws SystemCallException {
    return (int)
        call(
            s,
            "openat",
            () -> (int) OPENAT.invokeExact(s.state, directory, name, flags | O_CLOEXEC, mode));
  }

  /** Never fails: the descriptor is gone whatever the call says, and is not tried again. */
  static void close(Scratch s, int fd) {
    try {
      int _ = (int) CLOSE.invokeExact(s.state, fd);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call does not throw", e);
    }
  }

  static long pwrite(Scratch s, int fd, long length, long position) throws SystemCallException {
    return call(
        s, "pwrite", () -> (long) PWRITE.invokeExact(s.state, fd, s.buffer, length, position));
  }

  static long pread(Scratch s, int fd, long length, long position) throws SystemCallException {
    return call(
        s, "pread", () -> (long) PREAD.invokeExact(s.state, fd, s.buffer, length, position));
  }

  static void ftruncate(Scratch s, int fd, long length) throws SystemCallException {
    call(s, "ftruncate", () -> (int) FTRUNCATE.invokeExact(s.state, fd, length));
  }

  static void mkdirat(Scratch s, int directory, MemorySegment name, int mode)
      throws SystemCallException {
    call(s, "mkdirat", () -> (int) MKDIRAT.invokeExact(s.state, directory, name, mode));
  }

  static void unlinkat(Scratch s, int directory, MemorySegment name, int flags)
      throws SystemCallException {
    call(s, "unlinkat", () -> (int) UNLINKAT.invokeExact(s.state, directory, name, flags));
  }

  static void symlinkat(Scratch s, MemorySegment target, int directory, MemorySegment name)
      throws SystemCallException {
    call(s, "symlinkat", () -> (int) SYMLINKAT.invokeExact(s.state, target, directory, name));
  }

  static void linkat(Scratch s, int from, MemorySegment old, int to, MemorySegment name)
      throws SystemCallException {
    call(s, "linkat", () -> (int) LINKAT.invokeExact(s.state, from, old, to, name, 0));
  }

  static long readlinkat(Scratch s, int directory, MemorySegment name) throws SystemCallException {
    return call(
        s,
        "readlinkat",
        () ->
            (long)
                READLINKAT.invokeExact(
                    s.state, directory, name, s.buffer, (long) Scratch.BUFFER_BYTES));
  }

  static void fchownat(Scratch s, int directory, MemorySegment name, long uid, long gid, int flags)
      throws SystemCallException {
    int user = (int) uid;
    int group = (int) gid;
    call(
        s,
        "fchownat",
        () -> (int) FCHOWNAT.invokeExact(s.state, directory, name, user, group, flags));
  }

  static void fchmod(Scratch s, int fd, int mode) throws SystemCallException {
    call(s, "fchmod", () -> (int) FCHMOD.invokeExact(s.state, fd, mode));
  }

  static void utimensat(Scratch s, int directory, MemorySegment name, long seconds, int nanos)
      throws SystemCallException {
    MemorySegment times = times(s, seconds, nanos);
    call(
        s,
        "utimensat",
        () -> (int) UTIMENSAT.invokeExact(s.state, directory, name, times, AT_SYMLINK_NOFOLLOW));
  }

  static void futimens(Scratch s, int fd, long seconds, int nanos) throws SystemCallException {
    MemorySegment times = times(s, seconds, nanos);
    call(s, "futimens", () -> (int) FUTIMENS.invokeExact(s.state, fd, times));
  }

  /** The time of the last access is left alone, that of the last change of content is set. */
  private static MemorySegment times(Scratch s, long seconds, int nanos) {
    MemorySegment times = s.buffer;
    times.set(LONG, 0, 0);
    times.set(LONG, 8, UTIME_OMIT);
    times.set(LONG, 16, seconds);
    times.set(LONG, 24, nanos);
    return times;
  }

  /** Offsets are those of {@code struct statx}, which is the same on all architectures. */
  static FileStatus statx(Scratch s, int directory, MemorySegment name, int flags)
      throws SystemCallException {
    int basicStats = 0x7FF;
    call(
        s,
        "statx",
        () -> (int) STATX.invokeExact(s.state, directory, name, flags, basicStats, s.buffer));
    MemorySegment stat = s.buffer;
    int mode = Short.toUnsignedInt(stat.get(ValueLayout.JAVA_SHORT, 28));
    return new FileStatus(
        FileType.of(mode),
        mode & 07777,
        Integer.toUnsignedLong(stat.get(INT, 20)),
        Integer.toUnsignedLong(stat.get(INT, 24)),
        stat.get(LONG, 40),
        stat.get(LONG, 48),
        stat.get(LONG, 32),
        Integer.toUnsignedLong(stat.get(INT, 136)) << 32
            | Integer.toUnsignedLong(stat.get(INT, 140)),
        Integer.toUnsignedLong(stat.get(INT, 16)),
        stat.get(LONG, 112),
        stat.get(INT, 120),
        stat.get(INT, 128),
        stat.get(INT, 132));
  }

  static long getdents(Scratch s, int fd) throws SystemCallException {
    return call(
        s,
        "getdents64",
        () -> (long) GETDENTS.invokeExact(s.state, fd, s.buffer, (long) Scratch.BUFFER_BYTES));
  }

  /** Copies inside the kernel from the positions of both descriptors on; 0 at the end. */
  static long copyFileRange(Scratch s, int from, int to, long length) throws SystemCallException {
    return call(
        s,
        "copy_file_range",
        () ->
            (long)
                COPY_FILE_RANGE.invokeExact(
                    s.state, from, MemorySegment.NULL, to, MemorySegment.NULL, length, 0));
  }
}
