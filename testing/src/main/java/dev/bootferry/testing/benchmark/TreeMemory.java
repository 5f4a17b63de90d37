package dev.bootferry.testing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the memory of all processes that this one has started: the sum of their proportional set
 * sizes, so that shared pages count once. Sampled, so a peak shorter than a sample can be missed;
 * the same holds for whoever it is compared with.
 */
final class TreeMemory implements AutoCloseable {
  private static final long SAMPLE_NANOS = 20_000_000L;

  private final Thread thread;
  private volatile boolean over;
  private volatile long peak;

  private TreeMemory() {
    thread = Thread.ofPlatform().daemon().name("tree-memory").unstarted(this::sample);
  }

  static TreeMemory watch() {
    TreeMemory memory = new TreeMemory();
    memory.thread.start();
    return memory;
  }

  /** Bytes. */
  long peak() {
    return peak;
  }

  private void sample() {
    while (!over) {
      long now = ProcessHandle.current().descendants().mapToLong(p -> pss(p.pid())).sum();
      peak = Math.max(peak, now);
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
  }

  private static long pss(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .sum();
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
