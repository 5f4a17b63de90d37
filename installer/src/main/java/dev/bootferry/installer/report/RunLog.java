package dev.bootferry.installer.report;

import dev.bootferry.core.progress.Progress;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what is told of a run, with the time, and passes it on. Of stages the beginning and the end
 * are kept. Thread-safe.
 */
public final class RunLog implements Progress {
  /** Far more than any run has; a script that prints without end must not fill the memory. */
  private static final int MOST_LINES = 20_000;

  private final Progress shown;
  private final Clock clock;
  private final List<String> lines = new ArrayList<>();

  /**
   * Begins empty.
   *
   * @param shown is told all of it
   * @param clock whose times are kept, in UTC
   */
  public RunLog(Progress shown, Clock clock) {
    this.shown = shown;
    this.clock = clock;
  }

  private synchronized void keep(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    }
  }

  /** All lines so far, each with its end. */
  public synchronized String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  @Override
  public void note(String message) {
    keep(message);
    shown.note(message);
  }

  @Override
  public Stage stage(String name, long totalBytes) {
    keep(name);
    Stage stage = shown.stage(name, totalBytes);
    return new Stage() {
      @Override
      public void moved(long bytes) {
        stage.moved(bytes);
      }

      @Override
      public void total(long total) {
        stage.total(total);
      }

      @Override
      public void close() {
        keep(name + ": ended");
        stage.close();
      }
    };
  }
}
