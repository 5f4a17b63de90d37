package dev.bootferry.cli.progress;

import dev.bootferry.core.progress.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * A stage at one moment.
 *
 * @param id counts the stages of a run, from 1
 * @param moved bytes so far
 * @param total bytes in all, or {@link Progress#UNKNOWN}
 * @param rate bytes per second, smoothed; 0 while unknown
 * @param elapsed since the stage began
 */
record StageView(int id, String name, long moved, long total, double rate, Duration elapsed) {
  boolean hasTotal() {
    return total > 0;
  }

  /** 0 to 100, rounded down, so that 100 means all; 0 without a total. */
  int percent() {
    return hasTotal() ? (int) Math.min(100, (long) (moved * 100.0 / total)) : 0;
  }

  /** Whether everything announced has been moved. */
  boolean complete() {
    return total < 0 || moved >= total;
  }

  /** The time left at this rate, once there is something to reckon with. */
  Optional<Duration> left() {
    if (!hasTotal() || rate < 1 || moved >= total || elapsed.toMillis() < 1000) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) ((total - moved) / rate * 1000)));
  }

  /** Bytes per second over the whole stage. */
  double meanRate() {
    return moved / Math.max(0.001, elapsed.toNanos() / 1e9);
  }
}
