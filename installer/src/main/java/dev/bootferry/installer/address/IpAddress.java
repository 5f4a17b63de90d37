package dev.bootferry.installer.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address. Two spellings of one address are equal.
 *
 * @param six whether it is IPv6
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits, or all 32 of an IPv4 address
 */
public record IpAddress(boolean six, long high, long low) {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int GROUPS = 8;

  /**
   * Reads an address as RFC 4291 and everybody writes it; no zone, no leading zeros in IPv4.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? six(text) : new IpAddress(false, 0, four(text, text));
  }

  private static long four(String text, String whole) {
    String[] parts = text.split("\\.", -1);
    long value = 0;
    for (String part : parts) {
      if (parts.length != 4 || !DECIMAL.matcher(part).matches() || Integer.parseInt(part) > 255) {
        throw new IllegalArgumentException("not an IP address: " + whole);
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }

  private static IpAddress six(String text) {
    int gap = text.indexOf("::");
    List<Integer> groups = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
    if (gap >= 0) {
      List<Integer> behind = groups(text.substring(gap + 2), true, text);
      int missing = GROUPS - groups.size() - behind.size();
      if (missing < 1) {
        throw new IllegalArgumentException("not an IP address: " + text);
      }
      for (int i = 0; i < missing; i++) {
        groups.add(0);
      }
      groups.addAll(behind);
    }
    if (groups.size() != GROUPS) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return new IpAddress(true, joined(groups.subList(0, 4)), joined(groups.subList(4, GROUPS)));
  }

  private static long joined(List<Integer> groups) {
    return groups.stream().mapToLong(Integer::longValue).reduce(0, (all, one) -> all << 16 | one);
  }

  /**
   * @param last whether the text ends the address, so that its last part may be an IPv4 address
   */
  private static List<Integer> groups(String text, boolean last, String whole) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        long four = four(parts[i], whole);
        groups.add((int) (four >> 16));
        groups.add((int) (four & 0xffff));
      } else if (HEXADECIMAL.matcher(parts[i]).matches()) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        throw new IllegalArgumentException("not an IP address: " + whole);
      }
    }
    return groups;
  }

  /** How many bits such an address has. */
  public int bits() {
    return six ? 128 : 32;
  }

  /** Valid on one link only: {@code fe80::/10}. */
  public boolean isLinkLocal() {
    return six && high >>> 54 == 0xfe80 >>> 6;
  }

  /** Whether it can be the address of one machine: not of none, of many or of this one. */
  public boolean isOfOneHost() {
    if (six) {
      boolean none = high == 0 && low <= 1 && low >= 0;
      return !none && high >>> 56 != 0xff;
    }
    long first = low >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  /** Whether the first bits of both are equal. */
  boolean sharesPrefix(IpAddress other, int prefix) {
    return six == other.six
        && (six
            ? equal(high, other.high, Math.min(prefix, 64), 64)
                && equal(low, other.low, Math.max(prefix - 64, 0), 64)
            : equal(low, other.low, prefix, 32));
  }

  private static boolean equal(long one, long other, int bits, int of) {
    return bits == 0 || (one ^ other) >>> (of - bits) == 0;
  }
}
