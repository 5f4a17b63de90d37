package dev.bootferry.linux.process;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs real programs: each stream on a virtual thread of its own, so that a program that fills one
 * of them never waits for us. Programs are looked up in PATH and in the folders of system tools.
 * Thread-safe.
 */
public final class SystemCommandRunner implements CommandRunner, StreamingRunner {
  /** More than any tool's listing; what is larger is to be streamed. */
  static final int OUTPUT_LIMIT = 64 << 20;

  static final int ERROR_TAIL = 4096;

  /**
   * How long the streams may stay open after the program ended. Only a process that it left behind
   * keeps them open.
   */
  private static final Duration STREAM_GRACE = Duration.ofSeconds(30);

  private final CommandLog log;

  public SystemCommandRunner() {
    this(CommandLog.NONE);
  }

  public SystemCommandRunner(CommandLog log) {
    this.log = log;
  }

  private record Ended<T>(int exit, T result, String errorTail) {}

  @Override
  public CommandResult attempt(Command command) {
    byte[] input = command.input();
    Ended<byte[]> ended =
        execute(command, out -> out.write(input), SystemCommandRunner::capture, STREAM_GRACE);
    return new CommandResult(ended.exit(), ended.result(), ended.errorTail());
  }

  @Override
  public CommandResult feed(Command command, Feed feed) {
    Ended<byte[]> ended =
        execute(withoutInput(command), feed, SystemCommandRunner::capture, STREAM_GRACE);
    CommandRunner known = _ -> new CommandResult(ended.exit(), ended.result(), ended.errorTail());
    return known.run(command);
  }

  @Override
  public <T> T stream(Command command, Feed feed, Drain<T> drain) {
    Drain<T> whole =
        output -> {
          T result = drain.readFrom(output);
          output.transferTo(OutputStream.nullOutputStream());
          return result;
        };
    Ended<T> ended = execute(withoutInput(command), feed, whole, command.timeout());
    CommandRunner known = _ -> new CommandResult(ended.exit(), new byte[0], ended.errorTail());
    CommandResult _ = known.run(command);
    return ended.result();
  }

  private <T> Ended<T> execute(Command command, Feed feed, Drain<T> drain, Duration afterEnd) {
    long start = System.nanoTime();
    log.started(command);
    try (Child child = Child.start(command)) {
      Tail errors = new Tail(ERROR_TAIL);
      PipeInput pipe = new PipeInput(child.input());
      FutureTask<Void> feeding =
          inBackground(
              child,
              () -> {
                pipe.run(feed);
                return null;
              });
      FutureTask<T> draining = inBackground(child, () -> drain.readFrom(child.output()));
      FutureTask<Void> listening =
          inBackground(
              child,
              () -> {
                errors.readAll(child.errors());
                return null;
              });
      boolean ended = child.ends(command.timeout());
      if (!ended) {
        child.kill();
      }
      log.ended(command, child.exit(), Duration.ofNanos(System.nanoTime() - start));
      if (!ended) {
        throw timedOut(command, errors.text());
      }
      Void _ = outcome(command, "feed", feeding, command.timeout());
      T result = outcome(command, "read the output of", draining, afterEnd);
      Void _ = outcome(command, "read the messages of", listening, STREAM_GRACE);
      return new Ended<>(child.exit(), result, errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
              CoreProblem.INTERRUPTED,
              "finish " + command.line(),
              "the work was interrupted",
              "Run the command again.")
          .exception(e);
    }
  }

  /** A failing stream ends the program: nobody would feed or read it any more. */
  private static <T> FutureTask<T> inBackground(Child child, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(() -> {
          try {
            return work.call();
          } catch (Throwable e) {
            child.kill();
            throw e;
          }
        });
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <T> T outcome(Command command, String action, FutureTask<T> task, Duration within)
      throws InterruptedException {
    try {
      return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw streamFailed(
          command, action, "the program ended, but something it started holds the stream open", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ProblemException problem) {
        throw problem;
      }
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        throw streamFailed(command, action, String.valueOf(cause.getMessage()), cause);
      }
      throw new IllegalStateException("could not " + action + " " + command.line(), cause);
    }
  }

  private static byte[] capture(InputStream output) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[16384];
    for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
      if (kept.size() + read > OUTPUT_LIMIT) {
        throw new IOException("it printed more than " + OUTPUT_LIMIT + " bytes");
      }
      kept.write(buffer, 0, read);
    }
    return kept.toByteArray();
  }

  private static Command withoutInput(Command command) {
    if (command.input().length > 0) {
      throw new IllegalArgumentException("a command with an input of its own cannot be fed");
    }
    return command;
  }

  private static ProblemException timedOut(Command command, String errorTail) {
    String said = errorTail.strip();
    return new Problem(
            LinuxProblem.COMMAND_TIMED_OUT,
            "finish " + command.line(),
            "it ran longer than "
                + command.timeout().toSeconds()
                + " s and was killed"
                + (said.isEmpty() ? "" : "; it had said: " + said),
            "Look for what holds it up, such as a device that does not answer, and try again.")
        .exception();
  }

  private static ProblemException streamFailed(
      Command command, String action, String why, Throwable cause) {
    return new Problem(
            LinuxProblem.COMMAND_STREAM_FAILED,
            action + " " + command.line(),
            why,
            "Mend the cause named, then run the command again.")
        .exception(cause);
  }
}
