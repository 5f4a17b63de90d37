package dev.bootferry.core.work;

import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs several pieces of work at once. */
public final class Workers {
  private Workers() {}

  /** A piece of work. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Runs all, begun in their order. The first failure interrupts the others, and is thrown once
   * they have ended: nothing runs on when this returns.
   *
   * @param name of the work, for its threads and for the message of an interruption
   * @param jobs pieces at once, at least 1
   * @throws InterruptedIOException when the caller is interrupted; the thread stays so
   */
  public static void run(String name, int jobs, List<? extends Task> work) throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name(name + "-", 0).factory())) {
      CompletionService<Void> done = new ExecutorCompletionService<>(threads);
      for (Task task : work) {
        done.submit(() -> {
          task.run();
          return null;
        });
      }
      try {
        for (int i = 0; i < work.size(); i++) {
          done.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw asThrown(e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted in the middle of: " + name);
      }
    }
  }

  private static IOException asThrown(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case UncheckedIOException cause -> new IOException(String.valueOf(cause.getMessage()), cause);
      case ProblemException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IllegalStateException(e);
    };
  }
}
