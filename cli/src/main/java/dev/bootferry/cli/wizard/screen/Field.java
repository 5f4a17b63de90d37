package dev.bootferry.cli.wizard.screen;

/** A line that is being typed; the cursor is at its end, or between two of its characters. */
final class Field {
  private final StringBuilder text = new StringBuilder();
  private int cursor;

  Field(String initial) {
    text.append(initial);
    cursor = text.length();
  }

  String text() {
    return text.toString();
  }

  int cursor() {
    return cursor;
  }

  /** Edits; false when the key is none for a field. */
  boolean press(Key key) {
    switch (key.kind()) {
      case TEXT -> {
        text.insert(cursor, key.text());
        cursor += key.text().length();
      }
      case LEFT -> cursor = before();
      case RIGHT -> cursor = after();
      case HOME -> cursor = 0;
      case END -> cursor = text.length();
      case ERASE -> {
        int from = before();
        text.delete(from, cursor);
        cursor = from;
      }
      case DELETE -> text.delete(cursor, after());
      case ERASE_ALL -> clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Forgets what was typed, also in memory. */
  void clear() {
    for (int i = 0; i < text.length(); i++) {
      text.setCharAt(i, '\0');
    }
    text.setLength(0);
    cursor = 0;
  }

  private int before() {
    return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
  }

  private int after() {
    return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
  }
}
