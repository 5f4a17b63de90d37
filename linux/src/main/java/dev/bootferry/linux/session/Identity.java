package dev.bootferry.linux.session;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.syscall.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** As whom, and on which system, this process runs. */
public final class Identity {
  private Identity() {}

  /** The effective user id; 0 is root. */
  public static int effectiveUserId() {
    try {
      return (int) Native.call("geteuid", state -> (int) Calls.GETEUID.invokeExact(state));
    } catch (IOException e) {
      throw new UncheckedIOException("geteuid(2) cannot fail", e);
    }
  }

  public static boolean isRoot() {
    return effectiveUserId() == 0;
  }

  /**
   * Demands root.
   *
   * @param what reads after "could not "
   * @throws dev.bootferry.core.problem.ProblemException {@code not-root}
   */
  public static void demandRoot(String what) {
    if (!isRoot()) {
      throw new Problem(
              CoreProblem.NOT_ROOT,
              what,
              "this needs root, and the program runs as user " + effectiveUserId(),
              "Run it again with sudo.")
          .exception();
    }
  }

  /** As {@code uname -r} prints it. */
  public static String kernelRelease() {
    return kernelText("osrelease");
  }

  public static String hostName() {
    return kernelText("hostname");
  }

  private static String kernelText(String name) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel", name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("every Linux with /proc has kernel." + name, e);
    }
  }

  private static final class Calls {
    static final MethodHandle GETEUID =
        Native.bind("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT));
  }
}
