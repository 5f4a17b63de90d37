package dev.bootferry.cli.wizard.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * All lines of one screen: a title, the question with its help, the page's own part, a message, and
 * the keys in the last line. Pure. The last column stays free: writing it makes some terminals
 * wrap.
 *
 * @param lines exactly as many as the screen has
 * @param cursor on the screen
 */
record Screen(List<AttributedString> lines, Optional<Body.Cursor> cursor) {
  /** Smaller ones are drawn as if they had this. */
  static final int LEAST_ROWS = 12;

  static final int LEAST_COLUMNS = 40;

  private static final int MARGIN = 1;

  /**
   * What is said around a page.
   *
   * @param left in the title's line
   * @param right in the title's line
   * @param message above the keys; nothing when empty
   */
  record Frame(
      String left, String right, String question, List<String> help, String message, String keys) {}

  static Screen draw(Frame frame, PageView view, int screenRows, int screenColumns) {
    int rows = Math.max(LEAST_ROWS, screenRows);
    int columns = Math.max(LEAST_COLUMNS, screenColumns) - 1;
    List<AttributedString> top = new ArrayList<>();
    int gap =
        Math.max(1, columns - 2 * MARGIN - Texts.width(frame.left()) - Texts.width(frame.right()));
    top.add(Texts.line(" " + frame.left() + " ".repeat(gap) + frame.right(), columns));
    top.add(Texts.line("-".repeat(columns), columns));
    Texts.wrap(frame.question(), columns - 2 * MARGIN)
        .forEach(l -> top.add(Texts.bold(" " + l, columns)));
    top.add(AttributedString.EMPTY);
    List<AttributedString> bottom = bottom(frame, columns);
    List<String> help = help(frame, columns);
    // However long the help is, some lines are left for the page.
    int most = rows - top.size() - bottom.size() - Math.min(6, rows / 2);
    for (String line : help.subList(0, Math.max(0, Math.min(help.size(), most)))) {
      top.add(Texts.line(" " + line, columns));
    }
    if (!help.isEmpty()) {
      top.add(AttributedString.EMPTY);
    }
    int room = rows - top.size() - bottom.size();
    Body body = view.body(room, columns);
    List<AttributedString> lines = new ArrayList<>(top);
    lines.addAll(body.lines());
    while (lines.size() < rows - bottom.size()) {
      lines.add(AttributedString.EMPTY);
    }
    lines.addAll(bottom);
    Optional<Body.Cursor> cursor =
        body.cursor()
            .map(c -> new Body.Cursor(c.row() + top.size(), Math.min(c.column(), columns)));
    return new Screen(List.copyOf(lines.subList(0, rows)), cursor);
  }

  private static List<String> help(Frame frame, int columns) {
    List<String> lines = new ArrayList<>();
    frame.help().forEach(text -> lines.addAll(Texts.wrap(text, columns - 2 * MARGIN)));
    return lines;
  }

  private static List<AttributedString> bottom(Frame frame, int columns) {
    List<AttributedString> lines = new ArrayList<>();
    if (!frame.message().isEmpty()) {
      lines.add(AttributedString.EMPTY);
      Texts.wrap(frame.message(), columns - 2 * MARGIN).stream()
          .limit(5)
          .forEach(l -> lines.add(Texts.bold(" " + l, columns)));
    }
    lines.add(Texts.line("-".repeat(columns), columns));
    lines.add(Texts.line(" " + frame.keys(), columns));
    return lines;
  }
}
