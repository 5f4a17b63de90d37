package dev.bootferry.images.layout;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The records of a PAX extended header: {@code "<length> <key>=<value>\n"}, length in bytes. */
public final class PaxRecords {
  public static final String PATH = "path";
  public static final String SIZE = "size";

  private PaxRecords() {}

  /** One record, whose length counts its own digits. */
  public static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + 1;
    while (Integer.toString(length).length() + bytes != length) {
      length++;
    }
    return length + rest;
  }

  /** Reads records as far as they are well formed. */
  static Map<String, String> parse(byte[] bytes) {
    Map<String, String> records = new LinkedHashMap<>();
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      int length = 0;
      while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
        length = Math.min(length * 10 + (bytes[space] - '0'), bytes.length + 1);
        space++;
      }
      int end = at + length;
      if (space >= bytes.length || bytes[space] != ' ' || end > bytes.length || end <= space + 1) {
        break;
      }
      String text = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals < 0) {
        break;
      }
      records.put(text.substring(0, equals), text.substring(equals + 1));
      at = end;
    }
    return records;
  }

  static Optional<Long> size(Map<String, String> records) {
    String text = records.getOrDefault(SIZE, "");
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
