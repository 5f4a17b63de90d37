package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.Native;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Extended attributes (xattr(7)) of open files, and of what a name in an open directory is without
 * following a link: there is no such call with a descriptor, but {@code /proc/self/fd} gives the
 * directory a path.
 */
final class Xattrs {
  private static final FunctionDescriptor ON_DESCRIPTOR =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final FunctionDescriptor ON_PATH =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final MethodHandle FSETXATTR = Native.bind("fsetxattr", ON_DESCRIPTOR);
  private static final MethodHandle LSETXATTR = Native.bind("lsetxattr", ON_PATH);
  private static final MethodHandle LGETXATTR =
      Native.bind(
          "lgetxattr",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle LLISTXATTR =
      Native.bind(
          "llistxattr",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private static final MethodHandle LREMOVEXATTR =
      Native.bind(
          "lremovexattr",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

  private Xattrs() {}

  static void set(Scratch s, int fd, String name, byte[] value) throws SystemCallException {
    MemorySegment key = s.name(name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, value);
      Calls.call(
          s,
          "setxattr " + name,
          () -> (int) FSETXATTR.invokeExact(s.state, fd, key, bytes, (long) value.length, 0));
    }
  }

  static void set(Scratch s, int directory, String file, String name, byte[] value)
      throws SystemCallException {
    MemorySegment key = s.name(name);
    MemorySegment path = s.otherName(path(directory, file));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, value);
      Calls.call(
          s,
          "setxattr " + name,
          () -> (int) LSETXATTR.invokeExact(s.state, path, key, bytes, (long) value.length, 0));
    }
  }

  static void remove(Scratch s, int directory, String file, String name)
      throws SystemCallException {
    MemorySegment key = s.name(name);
    MemorySegment path = s.otherName(path(directory, file));
    Calls.call(s, "removexattr " + name, () -> (int) LREMOVEXATTR.invokeExact(s.state, path, key));
  }

  static SortedMap<String, byte[]> all(Scratch s, int directory, String file)
      throws SystemCallException {
    MemorySegment path = s.otherName(path(directory, file));
    SortedMap<String, byte[]> result = new TreeMap<>();
    for (String name : names(s, path)) {
      MemorySegment key = s.name(name);
      try {
        long length =
            Calls.call(
                s,
                "getxattr " + name,
                () ->
                    (long)
                        LGETXATTR.invokeExact(
                            s.state, path, key, s.buffer, (long) Scratch.BUFFER_BYTES));
        result.put(name, s.buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      } catch (SystemCallException e) {
        if (!e.is(Errno.ENODATA)) { // It went away since it was listed.
          throw e;
        }
      }
    }
    return result;
  }

  static List<String> names(Scratch s, int directory, String file) throws SystemCallException {
    return names(s, s.otherName(path(directory, file)));
  }

  private static List<String> names(Scratch s, MemorySegment path) throws SystemCallException {
    long length;
    try {
      length =
          Calls.call(
              s,
              "listxattr",
              () ->
                  (long)
                      LLISTXATTR.invokeExact(s.state, path, s.buffer, (long) Scratch.BUFFER_BYTES));
    } catch (SystemCallException e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        return List.of();
      }
      throw e;
    }
    byte[] list = s.buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < list.length; i++) {
      if (list[i] == 0) {
        names.add(new String(list, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return names;
  }

  /** The directory itself is its dot: its name in /proc is a link, which is not followed. */
  private static String path(int directory, String file) {
    return "/proc/self/fd/" + directory + "/" + (file.isEmpty() ? "." : file);
  }
}
