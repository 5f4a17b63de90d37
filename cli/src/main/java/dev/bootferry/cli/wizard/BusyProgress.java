package dev.bootferry.cli.wizard;

import dev.bootferry.core.progress.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Progress in one line of a page: what is being read while the person waits, and how far it is.
 * Thread-safe.
 */
public final class BusyProgress implements Progress {
  private static final long NANOS_BETWEEN = Duration.ofMillis(250).toNanos();

  private volatile Consumer<String> listener = _ -> {};

  /** From now on whoever is given here is told, from any thread. */
  public void tell(Consumer<String> line) {
    listener = line;
  }

  @Override
  public Stage stage(String name, long totalBytes) {
    return new Counted(name, totalBytes);
  }

  /** What is noted shows on a page where it belongs; between pages there is no place for it. */
  @Override
  public void note(String message) {}

  private final class Counted implements Stage {
    private final String name;
    private final AtomicLong total;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime() - NANOS_BETWEEN);

    Counted(String name, long totalBytes) {
      this.name = name;
      this.total = new AtomicLong(totalBytes);
      show();
    }

    @Override
    public void moved(long bytes) {
      moved.addAndGet(bytes);
      show();
    }

    @Override
    public void total(long totalBytes) {
      total.set(totalBytes);
    }

    @Override
    public void close() {}

    private void show() {
      long now = System.nanoTime();
      long before = last.get();
      if (now - before >= NANOS_BETWEEN && last.compareAndSet(before, now)) {
        long all = total.get();
        String share =
            all > 0
                ? String.format(Locale.ROOT, ", %d%%", Math.min(100, moved.get() * 100 / all))
                : "";
        listener.accept(name + share);
      }
    }
  }
}
