package dev.bootferry.images.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name as an archive spells it: bytes, which are usually but not always UTF-8. Equal when the
 * bytes are.
 */
public final class TarName {
  private static final TarName EMPTY = new TarName(new byte[0]);

  private final byte[] bytes;
  private final String text;
  private final boolean utf8;

  private TarName(byte[] bytes) {
    this.bytes = bytes;
    this.text = new String(bytes, StandardCharsets.UTF_8);
    // Malformed input decodes to the replacement character, which a name may also hold in earnest.
    this.utf8 =
        text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
  }

  public static TarName of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new TarName(bytes.clone());
  }

  public static TarName of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The name decoded as UTF-8, malformed bytes replaced; exact when {@link #isUtf8}. */
  public String text() {
    return text;
  }

  public boolean isUtf8() {
    return utf8;
  }

  boolean endsWithSlash() {
    return bytes.length > 0 && bytes[bytes.length - 1] == '/';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TarName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** For messages: what does not print, or is not UTF-8, is escaped; a long name is shortened. */
  @Override
  public String toString() {
    StringBuilder printable = new StringBuilder();
    int shown = Math.min(text.length(), 200);
    text.substring(0, shown)
        .codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || c == '\\' || c == 0xFFFD || isFormatting(c)) {
            printable.append(String.format("\\x%02x", c));
          } else {
            printable.appendCodePoint(c);
          }
        });
    return printable + (shown < text.length() ? "... (" + bytes.length + " bytes)" : "");
  }

  private static boolean isFormatting(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
