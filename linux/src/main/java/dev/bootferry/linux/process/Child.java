package dev.bootferry.linux.process;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.shutdown.AtShutdown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running program that does not survive {@link #close}, nor the end of this process. */
final class Child implements AutoCloseable {
  /** For a program told to end: enough to remove its temporary files and locks. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** For a killed one: longer only when the kernel itself waits for a device. */
  private static final Duration KILLED = Duration.ofSeconds(10);

  private final Process process;
  private final AtShutdown.Entry atShutdown;

  private Child(Process process, AtShutdown.Entry atShutdown) {
    this.process = process;
    this.atShutdown = atShutdown;
  }

  static Child start(Command command) {
    Path directory = command.directory().orElse(Path.of("")).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      throw notStarted(command, "there is no folder " + directory).exception();
    }
    Map<String, String> own = System.getenv();
    String path = command.environment().getOrDefault("PATH", own.getOrDefault("PATH", ""));
    Programs programs = Programs.onPath(path);
    String name = command.argv().getFirst();
    Path program =
        programs
            .find(name, directory)
            .orElseThrow(() ->
                new Problem(
                        LinuxProblem.COMMAND_NOT_FOUND,
                        "run " + command.line(),
                        name.indexOf('/') >= 0
                            ? "there is no such program"
                            : "there is no program " + name + " in " + programs.path(),
                        Programs.advice(name))
                    .exception());
    List<String> argv = new ArrayList<>(command.argv());
    argv.set(0, program.toString());
    ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    environment.remove("LANGUAGE");
    environment.put("PATH", programs.path());
    environment.putAll(command.environment());
    return start(command, builder);
  }

  /**
   * The kill is arranged before the start, and waits for it: a signal that comes between must not
   * find a child that nobody knows of.
   */
  private static Child start(Command command, ProcessBuilder builder) {
    CompletableFuture<Child> started = new CompletableFuture<>();
    AtShutdown.Entry atShutdown = AtShutdown.undo(() -> started.thenAccept(Child::kill).join());
    try {
      Child child = new Child(builder.start(), atShutdown);
      started.complete(child);
      return child;
    } catch (IOException e) {
      throw notStarted(command, String.valueOf(e.getMessage())).exception(e);
    } finally {
      if (!started.isDone()) {
        atShutdown.close();
        started.cancel(false);
      }
    }
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  /** Whether it ended in this time. */
  boolean ends(Duration within) throws InterruptedException {
    return process.waitFor(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** 128 + N when signal N ended it, or will as soon as the kernel lets it. */
  int exit() {
    return process.isAlive() ? 128 + 9 : process.exitValue();
  }

  /**
   * Ends it and all that it has started and that is still below it: first asks, then kills. Bears
   * being called by several threads, and after the end.
   */
  void kill() {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
    process.destroy();
    tree.forEach(ProcessHandle::destroy);
    boolean interrupted = !waitUninterrupted(GRACE);
    process.descendants().forEach(tree::add);
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    interrupted |= !waitUninterrupted(KILLED);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    atShutdown.close();
  }

  /** False when an interrupt cut the wait short. */
  private boolean waitUninterrupted(Duration time) {
    try {
      boolean _ = ends(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static Problem notStarted(Command command, String why) {
    return new Problem(
        LinuxProblem.COMMAND_FAILED,
        "run " + command.line(),
        why,
        "Mend the reason given: the program could not even be started.");
  }
}
