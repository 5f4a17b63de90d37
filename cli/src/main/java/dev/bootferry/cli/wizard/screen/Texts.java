package dev.bootferry.cli.wizard.screen;

import dev.bootferry.cli.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Text on a screen: made safe, measured, cut and wrapped. */
final class Texts {
  private Texts() {}

  /** One line, plain. */
  static AttributedString line(String text, int columns) {
    return new AttributedString(cut(text, columns));
  }

  /** One line that stands out. */
  static AttributedString bold(String text, int columns) {
    return new AttributedString(cut(text, columns), AttributedStyle.BOLD);
  }

  /** The line that is selected: from edge to edge. */
  static AttributedString marked(String text, int columns) {
    String cut = cut(text, columns);
    String padded = cut + " ".repeat(Math.max(0, columns - width(cut)));
    return new AttributedString(padded, AttributedStyle.INVERSE);
  }

  /** Columns that a text takes; wide characters take two. */
  static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  private static String cut(String text, int columns) {
    String safe = Printable.line(text);
    AttributedString whole = new AttributedString(safe);
    if (whole.columnLength() <= columns) {
      return safe;
    }
    return whole.columnSubSequence(0, Math.max(0, columns - 3)) + "...";
  }

  /** Lines of at most that many columns, broken at spaces where that is possible. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    AttributedString rest = new AttributedString(Printable.line(text).strip());
    while (rest.columnLength() > columns) {
      String head = rest.columnSubSequence(0, columns + 1).toString();
      int space = head.lastIndexOf(' ');
      int end = space > 0 ? space : Math.max(1, rest.columnSubSequence(0, columns).length());
      lines.add(rest.toString().substring(0, end).stripTrailing());
      rest = new AttributedString(rest.toString().substring(end).stripLeading());
    }
    lines.add(rest.toString());
    return lines;
  }

  /**
   * The part of a long text around its cursor.
   *
   * @param column of the cursor in it
   */
  record Part(String text, int column) {}

  static Part around(String text, int cursor, int room) {
    // What was typed may hold nothing that is unsafe, but paste brings anything.
    int start = 0;
    while (width(text.substring(start, cursor)) > room - 1) {
      start = text.offsetByCodePoints(start, 1);
    }
    String visible =
        new AttributedString(text.substring(start)).columnSubSequence(0, room).toString();
    return new Part(visible, width(text.substring(start, cursor)));
  }
}
