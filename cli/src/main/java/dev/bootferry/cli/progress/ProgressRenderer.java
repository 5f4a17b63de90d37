package dev.bootferry.cli.progress;

import java.util.List;

/** One way of showing progress. Never called by two threads at once. */
interface ProgressRenderer {
  /** How long to wait between two calls of {@link #moved}. */
  int millisBetweenDraws();

  void started(StageView stage);

  /** Shows all stages under way, in the order they began. */
  void moved(List<StageView> live);

  /** A stage is over; it is among the live ones no longer. */
  void ended(StageView stage);

  /** A line for people, beside the stages. */
  void note(String line);

  /** Takes away what is not meant to stay. */
  void close();
}
