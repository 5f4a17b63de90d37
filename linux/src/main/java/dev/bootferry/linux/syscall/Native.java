package dev.bootferry.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Binds functions of the C library and calls them. Each group of functions keeps its handles in one
 * private holder of its own, bound when first used: binding costs milliseconds, a call less than
 * one microsecond.
 */
public final class Native {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** A call by a bound handle; the state takes the errno and is the handle's first argument. */
  @FunctionalInterface
  public interface Call {
    long invoke(MemorySegment state) throws Throwable;
  }

  private Native() {}

  /**
   * Binds a function that reports failure as -1 and errno.
   *
   * @param options such as {@code Linker.Option.firstVariadicArg(2)}, which a variadic function
   *     needs: other architectures pass such arguments in another way
   */
  public static MethodHandle bind(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    Linker.Option[] all =
        Stream.concat(Stream.of(Linker.Option.captureCallState("errno")), Stream.of(options))
            .toArray(Linker.Option[]::new);
    return LINKER.downcallHandle(address, descriptor, all);
  }

  /**
   * Calls, again while a signal interrupts.
   *
   * @param name of the function, for the error
   * @return what the function returned, never -1
   */
  public static long call(String name, Call call) throws SystemCallException {
    while (true) {
      try {
        return callOnce(name, call);
      } catch (SystemCallException e) {
        if (!e.is(Errno.EINTR)) {
          throw e;
        }
      }
    }
  }

  /** Calls once: for functions that must not be repeated after a signal, such as close(2). */
  public static long callOnce(String name, Call call) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = invoke(call, state);
      if (result == -1) {
        throw new SystemCallException(name, new Errno((int) ERRNO.get(state, 0L)));
      }
      return result;
    }
  }

  /** A path as the kernel takes it, ended by a NUL. */
  public static MemorySegment path(Arena arena, Path path) {
    return text(arena, path.toString());
  }

  /** A text as the kernel takes it, in UTF-8 and ended by a NUL. */
  public static MemorySegment text(Arena arena, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL in a name for the kernel");
    }
    return arena.allocateFrom(text, StandardCharsets.UTF_8);
  }

  private static long invoke(Call call, MemorySegment state) {
    try {
      return call.invoke(state);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call does not throw", e);
    }
  }
}
