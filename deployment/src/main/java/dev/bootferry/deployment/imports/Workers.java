package dev.bootferry.deployment.imports;

import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs several pieces of work at once. */
final class Workers {
  private Workers() {}

  /**
   * Runs all, begun in their order. The first failure interrupts the others, and is thrown once
   * they have ended.
   *
   * @param jobs pieces at once
   */
  static void run(int jobs, List<Callable<Void>> work) throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name("import-", 0).factory())) {
      CompletionService<Void> done = new ExecutorCompletionService<>(threads);
      work.forEach(done::submit);
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
        throw new InterruptedIOException("interrupted while importing layers");
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
