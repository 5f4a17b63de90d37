package dev.bootferry.cli.wizard.screen;

import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * The middle of a screen.
 *
 * @param lines at most as many as there is room for
 * @param cursor where it stands, in these lines; hidden when empty
 */
record Body(List<AttributedString> lines, Optional<Cursor> cursor) {
  Body {
    lines = List.copyOf(lines);
  }

  /** Both from 0. */
  record Cursor(int row, int column) {}
}
