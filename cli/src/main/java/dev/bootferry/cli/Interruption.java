package dev.bootferry.cli;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.linux.shutdown.AtShutdown;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an orderly end: the working thread is interrupted and gets
 * time to unwind, which undoes things in their order; what it leaves is undone by {@link
 * AtShutdown}; then the process ends with {@link ExitCode#INTERRUPTED}.
 */
final class Interruption {
  /** A write to a slow stick can hold the worker up, but a person waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Thread worker;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean happened;

  private Interruption(Thread worker) {
    this.worker = worker;
  }

  /** Begins to listen for signals on behalf of a thread. */
  static Interruption of(Thread worker) {
    Interruption interruption = new Interruption(worker);
    AtShutdown.around(interruption::unwind, interruption::end);
    return interruption;
  }

  boolean happened() {
    return happened;
  }

  /** To be called by the worker before it ends the process itself. */
  void workIsOver() {
    over.countDown();
  }

  private void unwind() {
    if (over.getCount() == 0) {
      return;
    }
    happened = true;
    worker.interrupt();
    try {
      boolean _ = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    if (happened) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
  }
}
