package dev.bootferry.linux.session;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.syscall.Native;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives this process a mount namespace of its own: what it mounts nobody else sees, and all of it
 * vanishes with the process, however that ends.
 *
 * <p>A namespace can be left only by one thread at a time, and a running virtual machine has many.
 * So one thread leaves it and then replaces the whole process by the same program with the same
 * arguments: execve(2) ends the other threads and keeps the namespace of the one that called.
 */
public final class PrivateMounts {
  /** Set to 1 in the environment of a process that has its own namespace, and of its children. */
  public static final String MARKER = "BOOTFERRY_PRIVATE_MOUNTS";

  private static final int CLONE_NEWNS = 0x00020000;
  private static final long MS_REC = 16384;
  private static final long MS_PRIVATE = 1L << 18;

  private PrivateMounts() {}

  /**
   * Starts this program over in a mount namespace of its own, unless that has been done. To be
   * called first of all in {@code main}: what the program did before is done again. Process id,
   * standard streams, folder and environment stay.
   *
   * <p>Does nothing for another user than root, who could not mount anyway.
   *
   * @throws ProblemException {@code system-call-failed} when the system forbids it, as in some
   *     containers; the process goes on in the namespace it had, but the calling thread may be in a
   *     new one: end the program
   */
  public static void enter() {
    if (entered() || !Identity.isRoot()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = Native.path(arena, Path.of("/proc/self/exe").toRealPath());
      MemorySegment arguments = arguments(arena);
      MemorySegment root = Native.text(arena, "/");
      MemorySegment name = Native.text(arena, MARKER);
      MemorySegment one = Native.text(arena, "1");
      long _ = Native.call("unshare", state -> (int) Calls.UNSHARE.invokeExact(state, CLONE_NEWNS));
      long _ =
          Native.call(
              "mount",
              state ->
                  (int)
                      Calls.MOUNT.invokeExact(
                          state,
                          MemorySegment.NULL,
                          root,
                          MemorySegment.NULL,
                          MS_REC | MS_PRIVATE,
                          MemorySegment.NULL));
      long _ = Native.call("setenv", state -> (int) Calls.SETENV.invokeExact(state, name, one, 1));
      long _ =
          Native.call("execv", state -> (int) Calls.EXECV.invokeExact(state, program, arguments));
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.SYSTEM_CALL_FAILED,
          "start over in a mount namespace of its own",
          "Run it as root outside of a container, or in one with CAP_SYS_ADMIN (--privileged).");
    } catch (IOException e) {
      throw new UncheckedIOException("every Linux with /proc shows a process itself", e);
    }
  }

  /** Whether this process has a mount namespace of its own already. */
  public static boolean entered() {
    return "1".equals(System.getenv(MARKER));
  }

  /** The arguments that this process was started with, byte for byte, as execv(3) takes them. */
  private static MemorySegment arguments(Arena arena) throws IOException {
    byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, line);
    List<MemorySegment> starts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        starts.add(copy.asSlice(start));
        start = i + 1;
      }
    }
    MemorySegment vector = arena.allocate(ValueLayout.ADDRESS, starts.size() + 1L);
    for (int i = 0; i < starts.size(); i++) {
      vector.setAtIndex(ValueLayout.ADDRESS, i, starts.get(i));
    }
    vector.setAtIndex(ValueLayout.ADDRESS, starts.size(), MemorySegment.NULL);
    return vector;
  }

  private static final class Calls {
    static final MethodHandle UNSHARE =
        Native.bind("unshare", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    static final MethodHandle MOUNT =
        Native.bind(
            "mount",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS));
    static final MethodHandle SETENV =
        Native.bind(
            "setenv",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    static final MethodHandle EXECV =
        Native.bind(
            "execv",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  }
}
