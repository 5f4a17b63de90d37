package dev.bootferry.mirror.transfer;

import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.mirror.resume.UnfinishedBundle;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes what has landed durable now and then, and notes it in the journal. That also makes the
 * kernel begin early with writing out, so that less is left for the end.
 */
final class Checkpoints {
  private static final long BYTES = 128L << 20;
  private static final long SECONDS = 5;

  private final UnfinishedBundle bundle;
  private final Supplier<Map<PlannedFile, Long>> landed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition due = lock.newCondition();
  private final Thread thread;
  private long pending;
  private boolean closed;

  Checkpoints(UnfinishedBundle bundle, Supplier<Map<PlannedFile, Long>> landed) {
    this.bundle = bundle;
    this.landed = landed;
    this.thread = Thread.ofPlatform().daemon().name("checkpoint").start(this::run);
  }

  /** So many more bytes have been written. */
  void moved(long bytes) {
    lock.lock();
    try {
      pending += bytes;
      if (pending >= BYTES) {
        due.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitDue()) {
        bundle.checkpoint(landed.get());
      }
    } catch (IOException e) {
      // The next write or the end meets the same error, and tells of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(SECONDS);
      while (!closed && pending < BYTES && (left > 0 || pending == 0)) {
        if (left > 0) {
          left = due.awaitNanos(left);
        } else {
          due.await(SECONDS, TimeUnit.SECONDS);
        }
      }
      pending = 0;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends, with a last checkpoint if wanted. */
  void close(boolean last) throws IOException {
    lock.lock();
    try {
      closed = true;
      due.signal();
    } finally {
      lock.unlock();
    }
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (last) {
      bundle.checkpoint(landed.get());
    }
  }
}
