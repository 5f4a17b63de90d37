package dev.bootferry.cli.wizard.screen;

/**
 * A key that was pressed.
 *
 * @param text of {@link Kind#TEXT}
 */
record Key(Kind kind, String text) {
  /** What it means. */
  enum Kind {
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    BACK,
    ERASE,
    DELETE,
    ERASE_ALL,
    LEAVE,
    REDRAW,
    TEXT,
    /** The terminal has gone. */
    END_OF_INPUT
  }

  static Key of(Kind kind) {
    return new Key(kind, "");
  }

  static Key typed(String text) {
    return new Key(Kind.TEXT, text);
  }
}
