package dev.bootferry.cli.command;

import dev.bootferry.cli.terminal.Surroundings;
import java.util.Locale;

/** When colors are used. */
public enum ColorChoice {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Whether to use colors on a stream.
   *
   * @param terminal whether the stream is a terminal
   */
  public boolean on(Surroundings surroundings, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && !surroundings.has("NO_COLOR")
              && !surroundings.environment().getOrDefault("TERM", "dumb").equals("dumb");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
