package dev.bootferry.cli.progress;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Live lines at the bottom of a terminal, one for each stage, drawn over again in place; a stage
 * that ends leaves one line behind. Needs two control sequences of ECMA-48 that every terminal and
 * serial console knows: up, and clear to the end of the screen.
 */
final class TerminalRenderer implements ProgressRenderer {
  /** More stages than this are counted, not shown. */
  private static final int MAX_LINES = 6;

  private static final int MILLIS = 200;
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final IntSupplier columns;
  private List<StageView> shown = List.of();
  private int drawnLines;

  TerminalRenderer(PrintStream out, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public int millisBetweenDraws() {
    return MILLIS;
  }

  @Override
  public void started(StageView stage) {
    // The next draw shows it; very short stages then never flicker by.
  }

  @Override
  public void moved(List<StageView> live) {
    shown = live;
    put(erased().append(lines()));
  }

  @Override
  public void ended(StageView stage) {
    shown = shown.stream().filter(s -> s.id() != stage.id()).toList();
    above(StageText.ended(stage));
  }

  @Override
  public void note(String line) {
    above(line);
  }

  @Override
  public void close() {
    put(erased());
  }

  private void above(String line) {
    StringBuilder text = erased().append(line).append('\n');
    put(text.append(lines()));
  }

  /** Back to the first live line, everything below it gone. */
  private StringBuilder erased() {
    StringBuilder text = new StringBuilder();
    if (drawnLines > 0) {
      text.append('\r');
      if (drawnLines > 1) {
        text.append(String.format("\u001b[%dA", drawnLines - 1));
      }
      text.append(CLEAR_BELOW);
    }
    drawnLines = 0;
    return text;
  }

  private String lines() {
    // The last column stays free: writing it makes some terminals wrap.
    int width = Math.max(20, columns.getAsInt() - 1);
    StringBuilder text = new StringBuilder();
    for (StageView stage : shown.subList(0, Math.min(MAX_LINES, shown.size()))) {
      text.append(drawnLines++ == 0 ? "" : "\n").append(StageText.fitted(stage, width));
    }
    if (shown.size() > MAX_LINES) {
      drawnLines++;
      text.append("\nand ").append(shown.size() - MAX_LINES).append(" more");
    }
    return text.toString();
  }

  private void put(CharSequence text) {
    if (!text.isEmpty()) {
      out.print(text);
      out.flush();
    }
  }
}
