package dev.bootferry.images.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records of PAX extended headers (POSIX.1-2001, pax): {@code "%d %s=%s\n"}, the length first.
 * Values are bytes, not text: extended attributes are binary.
 */
final class PaxRecords {
  private static final String SCHILY_XATTR = "SCHILY.xattr.";
  private static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";

  private final Map<String, byte[]> records = new HashMap<>();

  /** The old sparse format 0.0 repeats its records; this is what they come to. */
  private final StringBuilder sparsePairs = new StringBuilder();

  /**
   * Reads a whole header; a later record of the same key wins.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  static PaxRecords parse(byte[] header) {
    PaxRecords result = new PaxRecords();
    int at = 0;
    while (at < header.length) {
      // Trailing NULs are no record; some writers pad with them.
      if (header[at] == 0) {
        break;
      }
      at = result.record(header, at);
    }
    return result;
  }

  private int record(byte[] header, int start) {
    int space = indexOf(header, (byte) ' ', start, Math.min(header.length, start + 12));
    if (space < 0) {
      throw new IllegalArgumentException("a PAX record without a length");
    }
    long length =
        TarNumbers.decimal(new String(header, start, space - start, StandardCharsets.ISO_8859_1));
    if (length > header.length - start || length < space - start + 3) {
      throw new IllegalArgumentException("a PAX record whose length is wrong: " + length);
    }
    int end = start + (int) length;
    int equals = indexOf(header, (byte) '=', space + 1, end);
    if (equals <= space + 1 || header[end - 1] != '\n') {
      throw new IllegalArgumentException("a PAX record that is not key=value");
    }
    TarName key = TarName.of(Arrays.copyOfRange(header, space + 1, equals));
    if (!key.isUtf8() || key.text().indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a PAX record with the key " + key);
    }
    put(key.text(), Arrays.copyOfRange(header, equals + 1, end - 1));
    return end;
  }

  private void put(String key, byte[] value) {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparsePairs.append(sparsePairs.isEmpty() ? "" : ",");
      sparsePairs.append(new String(value, StandardCharsets.ISO_8859_1));
    }
    records.put(key, value);
  }

  private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** These records, and of the other those that these do not have. */
  PaxRecords over(PaxRecords other) {
    PaxRecords merged = new PaxRecords();
    merged.records.putAll(other.records);
    merged.records.putAll(records);
    merged.sparsePairs.append(sparsePairs);
    return merged;
  }

  /** The value as a text; null when there is none, or an empty one, which means none. */
  @Nullable String text(String key) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? null : new String(value, StandardCharsets.UTF_8);
  }

  /**
   * The value as a name; null when there is none.
   *
   * @throws IllegalArgumentException when a NUL is in it
   */
  @Nullable TarName name(String key) {
    byte[] value = records.get(key);
    if (value == null || value.length == 0) {
      return null;
    }
    if (indexOf(value, (byte) 0, 0, value.length) >= 0) {
      throw new IllegalArgumentException("a NUL in the PAX record " + key);
    }
    return TarName.of(value);
  }

  /** The pairs of sparse format 0.0, written as format 0.1 does; null when there are none. */
  @Nullable String sparsePairs() {
    return sparsePairs.isEmpty() ? null : sparsePairs.toString();
  }

  /** Extended attributes by name. An empty value is a value here. */
  SortedMap<String, byte[]> xattrs() {
    SortedMap<String, byte[]> result = new TreeMap<>();
    records.forEach((key, value) -> {
      if (key.startsWith(LIBARCHIVE_XATTR)) {
        // Written beside the other by libarchive, as base64 under an URL-encoded name.
        result.putIfAbsent(urlDecoded(key.substring(LIBARCHIVE_XATTR.length())), base64(value));
      }
    });
    records.forEach((key, value) -> {
      if (key.startsWith(SCHILY_XATTR)) {
        result.put(key.substring(SCHILY_XATTR.length()), value);
      }
    });
    if (result.containsKey("")) {
      throw new IllegalArgumentException("an extended attribute without a name");
    }
    return result;
  }

  private static byte[] base64(byte[] value) {
    int end = value.length;
    while (end > 0 && (value[end - 1] == '=' || value[end - 1] == '\n')) {
      end--; // libarchive leaves padding out; others do not.
    }
    return Base64.getDecoder().decode(Arrays.copyOf(value, end));
  }

  private static String urlDecoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    byte[] in = name.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (in[i] == '%' && high >= 0 && low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
