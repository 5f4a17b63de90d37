package dev.bootferry.cli.terminal;

/** Makes text from images and servers safe to show: they may be hostile, and terminals obey. */
public final class Printable {
  private Printable() {}

  /** Control characters other than line feed and tab are written as {@code \x1b}. */
  public static String text(String text) {
    if (text.codePoints().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isUnsafe(c)) {
            safe.append(String.format("\\x%02x", c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  /** As {@link #text}, and on one line. */
  public static String line(String text) {
    return text(text).replace('\n', ' ').replace('\t', ' ');
  }

  /** Format characters too: some change the direction of what follows. */
  private static boolean isUnsafe(int c) {
    return c != '\n'
        && c != '\t'
        && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
