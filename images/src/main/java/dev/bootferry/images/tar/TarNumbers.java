package dev.bootferry.images.tar;

import java.nio.charset.StandardCharsets;

/** Numbers in headers: octal text, or base-256 where the first byte's high bit is set (GNU). */
final class TarNumbers {
  private TarNumbers() {}

  /**
   * Reads a numeric field. Spaces and NULs around octal digits do not matter; an empty field is 0.
   *
   * @throws IllegalArgumentException when it is no number, or does not fit in a long
   */
  static long parse(byte[] block, int offset, int length) {
    if ((block[offset] & 0x80) != 0) {
      return base256(block, offset, length);
    }
    int start = offset;
    int end = offset + length;
    while (start < end && isFiller(block[start])) {
      start++;
    }
    while (end > start && isFiller(block[end - 1])) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = block[i] - '0';
      if (digit == -'0') {
        break; // What follows the NUL is no part of the number.
      }
      if (digit < 0 || digit > 7 || value >>> 60 != 0) {
        throw new IllegalArgumentException(
            "not an octal number: "
                + TarName.of(
                    new String(block, offset, length, StandardCharsets.ISO_8859_1).strip()));
      }
      value = value << 3 | digit;
    }
    return value;
  }

  private static boolean isFiller(byte b) {
    return b == ' ' || b == 0;
  }

  private static long base256(byte[] block, int offset, int length) {
    // Two's complement, big-endian; bit 7 of the first byte only says that it is binary.
    boolean negative = (block[offset] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      int b = block[offset + i] & 0xFF;
      if (i == 0) {
        b = negative ? b | 0x80 : b & 0x7F;
      }
      long shifted = value << 8 | b;
      if (shifted >> 8 != value) {
        throw new IllegalArgumentException("a binary number of more than 63 bits");
      }
      value = shifted;
    }
    return value;
  }

  /**
   * Reads a decimal number without sign, as PAX records hold.
   *
   * @throws IllegalArgumentException when it is no number, or does not fit in a long
   */
  static long decimal(String text) {
    if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("not a number: " + TarName.of(text));
    }
    return Long.parseLong(text);
  }

  /** Seconds and nanoseconds of a PAX time: decimal, maybe negative, maybe with a fraction. */
  record Time(long seconds, int nanos) {
    static Time parse(String text) {
      boolean negative = text.startsWith("-");
      String unsigned = negative ? text.substring(1) : text;
      int point = unsigned.indexOf('.');
      long seconds = decimal(point < 0 ? unsigned : unsigned.substring(0, point));
      int nanos = 0;
      if (point >= 0) {
        String fraction = unsigned.substring(point + 1);
        if (!fraction.chars().allMatch(c -> c >= '0' && c <= '9')) {
          throw new IllegalArgumentException("not a time: " + TarName.of(text));
        }
        // What is finer than nanoseconds is cut, as GNU tar and Go do.
        nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
      }
      if (!negative) {
        return new Time(seconds, nanos);
      }
      return nanos == 0 ? new Time(-seconds, 0) : new Time(-seconds - 1, 1_000_000_000 - nanos);
    }
  }
}
