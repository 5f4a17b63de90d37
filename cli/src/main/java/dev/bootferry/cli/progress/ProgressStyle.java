package dev.bootferry.cli.progress;

import dev.bootferry.cli.terminal.Surroundings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntSupplier;

/** How progress is shown. */
public enum ProgressStyle {
  /** Live lines on a terminal, plain lines elsewhere. */
  AUTO,
  PLAIN,
  JSON,
  NONE;

  /**
   * Begins to show progress.
   *
   * @param out where to: standard error, or the descriptor that was asked for
   */
  public ProgressBoard board(Surroundings surroundings, PrintStream out) {
    return new ProgressBoard(renderer(surroundings, out));
  }

  private ProgressRenderer renderer(Surroundings surroundings, PrintStream out) {
    IntSupplier columns = surroundings.terminal()::columns;
    return switch (this) {
      case AUTO ->
          canMoveCursor(surroundings) ? new TerminalRenderer(out, columns) : new PlainRenderer(out);
      case PLAIN -> new PlainRenderer(out);
      case JSON -> new JsonRenderer(out);
      case NONE -> new LogRenderer();
    };
  }

  private static boolean canMoveCursor(Surroundings surroundings) {
    return surroundings.terminal().isError()
        && !surroundings.environment().getOrDefault("TERM", "dumb").equals("dumb");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
