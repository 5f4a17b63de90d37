package dev.bootferry.cli.wizard;

/** How the questions ended. */
public enum Outcome {
  CONFIRMED,
  LEFT
}
