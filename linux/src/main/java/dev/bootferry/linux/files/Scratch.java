package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Native memory that the calls of one tree of directories share, so that a call allocates nothing.
 * For one thread at a time.
 */
final class Scratch implements AutoCloseable {
  static final int BUFFER_BYTES = 256 << 10;

  /** Longest name in UTF-8 with its NUL; a symbolic link's target is as long. */
  private static final int NAME_BYTES = 4096;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofShared();

  /** Takes the errno. */
  final MemorySegment state = arena.allocate(STATE);

  /** Content, lists of names, structures. */
  final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);

  private final MemorySegment first = arena.allocate(NAME_BYTES);
  private final MemorySegment second = arena.allocate(NAME_BYTES);

  /** A name as the kernel takes it; valid until the next. */
  MemorySegment name(String name) throws SystemCallException {
    return name(name.getBytes(StandardCharsets.UTF_8));
  }

  MemorySegment name(byte[] name) throws SystemCallException {
    return put(first, name);
  }

  /** Another name for the same call. */
  MemorySegment otherName(String name) throws SystemCallException {
    return put(second, name.getBytes(StandardCharsets.UTF_8));
  }

  private static MemorySegment put(MemorySegment segment, byte[] name) throws SystemCallException {
    if (name.length >= NAME_BYTES) {
      throw new SystemCallException("name", new Errno(36));
    }
    for (byte b : name) {
      if (b == 0) {
        throw new IllegalArgumentException("a NUL in a name for the kernel");
      }
    }
    MemorySegment.copy(name, 0, segment, ValueLayout.JAVA_BYTE, 0, name.length);
    segment.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
    return segment;
  }

  Errno errno() {
    return new Errno(state.get(ValueLayout.JAVA_INT, ERRNO));
  }

  @Override
  public void close() {
    arena.close();
  }
}
