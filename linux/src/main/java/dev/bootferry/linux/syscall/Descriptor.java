package dev.bootferry.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * An open file descriptor, closed on exec. Not for concurrent use: after {@link #close} the number
 * may be another file's.
 */
public final class Descriptor implements AutoCloseable {
  public static final int READ_ONLY = 0;
  public static final int READ_WRITE = 2;

  /** On a block device: fails with EBUSY while it is mounted or otherwise claimed. */
  public static final int EXCLUSIVE = 0200;

  /** Do not wait for a medium, a tape or the other end of a FIFO. */
  public static final int NON_BLOCKING = 04000;

  private static final int CLOSE_ON_EXEC = 02000000;

  private final int number;
  private boolean open = true;

  private Descriptor(int number) {
    this.number = number;
  }

  /** Opens an existing file; the flags are those above, combined by {@code |}. */
  public static Descriptor open(Path path, int flags) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Native.path(arena, path);
      long number =
          Native.call(
              "open " + path,
              state -> (int) Files.OPEN.invokeExact(state, name, flags | CLOSE_ON_EXEC, 0));
      return new Descriptor((int) number);
    }
  }

  public boolean isOpen() {
    return open;
  }

  public int number() {
    if (!open) {
      throw new IllegalStateException("the descriptor is closed");
    }
    return number;
  }

  /** An ioctl whose argument is the address of a structure; gives what the call returned. */
  public int ioctl(String name, long request, MemorySegment argument) throws SystemCallException {
    int fd = number();
    return (int)
        Native.call(name, state -> (int) Control.IOCTL.invokeExact(state, fd, request, argument));
  }

  /** An ioctl whose argument is a number. */
  public int ioctl(String name, long request, long argument) throws SystemCallException {
    return ioctl(name, request, MemorySegment.ofAddress(argument));
  }

  /** Forces content and metadata to the device, as fsync(2). */
  public void sync() throws SystemCallException {
    int fd = number();
    Native.call("fsync", state -> (int) Files.FSYNC.invokeExact(state, fd));
  }

  /** Forces the whole file system that this file is on, as syncfs(2). */
  public void syncFileSystem() throws SystemCallException {
    int fd = number();
    Native.call("syncfs", state -> (int) Files.SYNCFS.invokeExact(state, fd));
  }

  /**
   * Drops the clean pages of this file from the page cache, as posix_fadvise(2) with DONTNEED. What
   * is not forced yet stays.
   */
  public void dropCache() throws SystemCallException {
    int fd = number();
    int dontNeed = 4;
    long result =
        Native.call(
            "posix_fadvise",
            state -> (int) Advice.FADVISE.invokeExact(state, fd, 0L, 0L, dontNeed));
    if (result != 0) {
      // Unlike the others this function returns its error.
      throw new SystemCallException("posix_fadvise", new Errno((int) result));
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      Native.callOnce("close", state -> (int) Files.CLOSE.invokeExact(state, number));
    } catch (SystemCallException e) {
      // The descriptor is gone whatever close(2) says; what must be durable was forced before.
      System.getLogger(Descriptor.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }

  private static final class Files {
    static final MethodHandle OPEN =
        Native.bind(
            "open",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    static final MethodHandle CLOSE = onDescriptor("close");
    static final MethodHandle FSYNC = onDescriptor("fsync");
    static final MethodHandle SYNCFS = onDescriptor("syncfs");

    private static MethodHandle onDescriptor(String name) {
      return Native.bind(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
  }

  private static final class Control {
    static final MethodHandle IOCTL =
        Native.bind(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
  }

  private static final class Advice {
    static final MethodHandle FADVISE =
        Native.bind(
            "posix_fadvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }
}
