package dev.bootferry.linux.mount;

import dev.bootferry.linux.syscall.Native;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** mount(2) and umount2(2). */
final class MountCalls {
  static final long MS_REMOUNT = 32;
  static final long MS_BIND = 4096;
  static final long MS_REC = 16384;

  static final int MNT_DETACH = 2;
  static final int UMOUNT_NOFOLLOW = 8;

  private static final MethodHandle MOUNT =
      Native.bind(
          "mount",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));
  private static final MethodHandle UMOUNT2 =
      Native.bind(
          "umount2",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private MountCalls() {}

  /** Empty texts are passed as null pointers. */
  static void mount(String source, Path target, String type, long flags, String data)
      throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = textOrNull(arena, source);
      MemorySegment to = Native.path(arena, target);
      MemorySegment kind = textOrNull(arena, type);
      MemorySegment options = textOrNull(arena, data);
      long _ =
          Native.call(
              "mount", state -> (int) MOUNT.invokeExact(state, from, to, kind, flags, options));
    }
  }

  static void unmount(Path target, int flags) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = Native.path(arena, target);
      long _ = Native.call("umount2", state -> (int) UMOUNT2.invokeExact(state, from, flags));
    }
  }

  private static MemorySegment textOrNull(Arena arena, String text) {
    return text.isEmpty() ? MemorySegment.NULL : Native.text(arena, text);
  }
}
