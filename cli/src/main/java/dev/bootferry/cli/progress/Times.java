package dev.bootferry.cli.progress;

import java.time.Duration;
import java.util.Locale;

/**
 * Spans of time for people: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 1 h 05 min}.
 */
public final class Times {
  private Times() {}

  public static String text(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
    }
    return whole(seconds);
  }

  /** Without fractions, for a time that is guessed anyway. */
  static String rough(Duration span) {
    return whole(Math.max(1, span.toSeconds()));
  }

  private static String whole(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }
}
