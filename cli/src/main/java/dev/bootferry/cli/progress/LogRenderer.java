package dev.bootferry.cli.progress;

import java.lang.System.Logger.Level;
import java.util.List;

/** Shows nothing; notes and ends of stages go to the log, which keeps them when it is asked to. */
final class LogRenderer implements ProgressRenderer {
  private static final int MILLIS = 3_600_000;
  private static final System.Logger LOG = System.getLogger(LogRenderer.class.getName());

  @Override
  public int millisBetweenDraws() {
    return MILLIS;
  }

  @Override
  public void started(StageView stage) {}

  @Override
  public void moved(List<StageView> live) {}

  @Override
  public void ended(StageView stage) {
    LOG.log(Level.DEBUG, () -> StageText.ended(stage));
  }

  @Override
  public void note(String line) {
    LOG.log(Level.INFO, line);
  }

  @Override
  public void close() {}
}
