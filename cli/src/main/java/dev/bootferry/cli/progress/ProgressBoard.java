package dev.bootferry.cli.progress;

import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.core.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stages under way, and the clock that has them drawn. Work only counts bytes; drawing happens
 * on a thread of the board's own, which starts with the first stage.
 */
public final class ProgressBoard implements Progress, AutoCloseable {
  private final ProgressRenderer renderer;
  private final LongSupplier nanoClock;
  private final boolean drawsByItself;
  private final List<LiveStage> live = new ArrayList<>();
  private @Nullable ScheduledExecutorService ticker;
  private int stages;
  private boolean closed;

  ProgressBoard(ProgressRenderer renderer) {
    this(renderer, System::nanoTime, true);
  }

  /**
   * For tests.
   *
   * @param drawsByItself false when somebody else calls {@link #draw}
   */
  ProgressBoard(ProgressRenderer renderer, LongSupplier nanoClock, boolean drawsByItself) {
    this.renderer = renderer;
    this.nanoClock = nanoClock;
    this.drawsByItself = drawsByItself;
  }

  @Override
  public synchronized Stage stage(String name, long totalBytes) {
    if (closed) {
      return Stage.NONE;
    }
    startTicker();
    LiveStage stage =
        new LiveStage(++stages, Printable.line(name), totalBytes, nanoClock.getAsLong());
    live.add(stage);
    renderer.started(stage.view(nanoClock.getAsLong()));
    return stage;
  }

  @Override
  public synchronized void note(String message) {
    if (!closed) {
      Printable.text(message).lines().forEach(renderer::note);
    }
  }

  synchronized void draw() {
    if (!closed && !live.isEmpty()) {
      long now = nanoClock.getAsLong();
      renderer.moved(live.stream().map(s -> s.view(now)).toList());
    }
  }

  /** Ends the drawing; stages still open are no longer shown. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (ticker != null) {
        ticker.shutdown();
      }
      renderer.close();
    }
  }

  private void startTicker() {
    if (ticker == null && drawsByItself) {
      ticker =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("progress").daemon().factory());
      int millis = renderer.millisBetweenDraws();
      var _ = ticker.scheduleWithFixedDelay(this::draw, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void end(LiveStage stage) {
    if (live.remove(stage) && !closed) {
      renderer.ended(stage.view(nanoClock.getAsLong()));
    }
  }

  private final class LiveStage implements Stage {
    private final int id;
    private final String name;
    private final long startNanos;
    private final Rate rate;
    private final LongAdder moved = new LongAdder();
    private volatile long total;

    LiveStage(int id, String name, long total, long startNanos) {
      this.id = id;
      this.name = name;
      this.total = total;
      this.startNanos = startNanos;
      this.rate = new Rate(startNanos);
    }

    @Override
    public void moved(long bytes) {
      moved.add(bytes);
    }

    @Override
    public void total(long totalBytes) {
      total = totalBytes;
    }

    @Override
    public void close() {
      end(this);
    }

    /** Under the board's lock. */
    private StageView view(long now) {
      long bytes = moved.sum();
      rate.sample(bytes, now);
      return new StageView(
          id, name, bytes, total, rate.bytesPerSecond(), Duration.ofNanos(now - startNanos));
    }
  }
}
