package dev.bootferry.cli.progress;

/**
 * Bytes per second, smoothed: what happened {@code n} seconds ago counts for {@code e^(-n/5)}, so
 * that the number follows a change within seconds and does not dance. Not thread-safe.
 */
final class Rate {
  private static final double MEMORY_SECONDS = 5;

  private long lastNanos;
  private long lastBytes;
  private double weighted;
  private double weight;

  Rate(long startNanos) {
    this.lastNanos = startNanos;
  }

  /** Takes the count of bytes at a moment; moments never go back. */
  void sample(long bytes, long nanos) {
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds <= 0) {
      return;
    }
    double kept = Math.exp(-seconds / MEMORY_SECONDS);
    weighted = weighted * kept + (bytes - lastBytes) / seconds * (1 - kept);
    weight = weight * kept + (1 - kept);
    lastNanos = nanos;
    lastBytes = bytes;
  }

  /** 0 before the first sample. */
  double bytesPerSecond() {
    return weight == 0 ? 0 : Math.max(0, weighted / weight);
  }
}
