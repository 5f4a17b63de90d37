package dev.bootferry.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines for a log: when a stage begins, when it is over, and between them after another ten percent
 * or ten seconds, at most one a second.
 */
final class PlainRenderer implements ProgressRenderer {
  private static final int MILLIS = 1000;
  private static final int STEP_PERCENT = 10;
  private static final Duration STEP_TIME = Duration.ofSeconds(10);

  private final PrintStream out;
  private final Map<Integer, StageView> told = new HashMap<>();

  PlainRenderer(PrintStream out) {
    this.out = out;
  }

  @Override
  public int millisBetweenDraws() {
    return MILLIS;
  }

  @Override
  public void started(StageView stage) {
    told.put(stage.id(), stage);
    line(stage.name() + (stage.hasTotal() ? ": " + StageText.size(stage.total()) : ""));
  }

  @Override
  public void moved(List<StageView> live) {
    for (StageView stage : live) {
      StageView last = told.getOrDefault(stage.id(), stage);
      boolean further = stage.percent() / STEP_PERCENT > last.percent() / STEP_PERCENT;
      boolean later = stage.elapsed().minus(last.elapsed()).compareTo(STEP_TIME) >= 0;
      if (further || later) {
        told.put(stage.id(), stage);
        line(stage.name() + ": " + String.join(", ", StageText.figures(stage)).strip());
      }
    }
  }

  @Override
  public void ended(StageView stage) {
    told.remove(stage.id());
    line(StageText.ended(stage));
  }

  @Override
  public void note(String line) {
    line(line);
  }

  @Override
  public void close() {
    out.flush();
  }

  private void line(String text) {
    out.print(text + "\n");
    out.flush();
  }
}
