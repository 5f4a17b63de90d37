package dev.bootferry.images.reference;

import java.util.HexFormat;

/**
 * Puts any text into the name of an ostree ref and takes it out again, exactly as ostree's
 * container support does, since bootc reads the refs back.
 *
 * <p>ASCII letters, digits and {@code -} stay; {@code /} stays after a letter or digit when it is
 * not the last character; {@code _} becomes {@code __}; anything else becomes {@code _HEX_}, its
 * code point in upper-case hexadecimal of two digits at least.
 */
public final class OstreeRefEscape {
  private static final int MAX_CODE_POINT_DIGITS = 6;

  private OstreeRefEscape() {}

  /**
   * Escapes.
   *
   * @throws IllegalArgumentException when the text is empty, holds NUL or half a surrogate pair
   */
  public static String escape(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("nothing to make a ref of");
    }
    StringBuilder result = new StringBuilder();
    boolean afterAlphanumeric = false;
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (!isScalar(c)) {
        throw new IllegalArgumentException("a ref cannot hold NUL or half a character: " + text);
      }
      boolean alphanumeric = isAlphanumeric(c);
      if (alphanumeric
          || c == '-'
          || (c == '/' && afterAlphanumeric && i + 1 < characters.length)) {
        result.append((char) c);
      } else if (c == '_') {
        result.append("__");
      } else {
        result.append(String.format("_%02X_", c));
      }
      afterAlphanumeric = alphanumeric;
    }
    return result.toString();
  }

  /**
   * Undoes {@link #escape}.
   *
   * @throws IllegalArgumentException when the text is not what escaping gives
   */
  public static String unescape(String ref) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < ref.length()) {
      char c = ref.charAt(at++);
      if (isAlphanumeric(c) || c == '-' || c == '/') {
        result.append(c);
      } else if (c == '_') {
        int end = ref.indexOf('_', at);
        if (end < 0) {
          throw notEscaped(ref);
        }
        result.appendCodePoint(end == at ? '_' : codePoint(ref, at, end));
        at = end + 1;
      } else {
        throw notEscaped(ref);
      }
    }
    if (result.isEmpty()) {
      throw notEscaped(ref);
    }
    return result.toString();
  }

  private static int codePoint(String ref, int from, int to) {
    if (to - from > MAX_CODE_POINT_DIGITS) {
      throw notEscaped(ref);
    }
    try {
      int value = HexFormat.fromHexDigits(ref, from, to);
      if (isScalar(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not the name of a ref: " + ref, e);
    }
    throw notEscaped(ref);
  }

  private static boolean isScalar(int c) {
    return c != 0 && Character.isValidCodePoint(c) && (c < 0xD800 || c > 0xDFFF);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static IllegalArgumentException notEscaped(String ref) {
    return new IllegalArgumentException("not the name of a ref: " + ref);
  }
}
