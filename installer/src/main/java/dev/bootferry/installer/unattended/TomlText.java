package dev.bootferry.installer.unattended;

import dev.bootferry.core.ByteSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes TOML, as version 1.0.0 of its specification has it: tables of plain values. */
final class TomlText {
  private final StringBuilder text = new StringBuilder();

  /** Begins a table; what is put from here on is in it. */
  TomlText table(String name) {
    text.append("\n[").append(name).append("]\n");
    return this;
  }

  /** Begins the next table of an array. */
  TomlText element(String name) {
    text.append("\n[[").append(name).append("]]\n");
    return this;
  }

  /** A line for people. */
  TomlText comment(String words) {
    text.append("# ").append(words).append('\n');
    return this;
  }

  TomlText put(String key, String value) {
    return line(key, quoted(value));
  }

  TomlText put(String key, Optional<String> value) {
    value.ifPresent(v -> put(key, v));
    return this;
  }

  TomlText put(String key, ByteSize size) {
    return put(key, size(size));
  }

  TomlText put(String key, long number) {
    return line(key, Long.toString(number));
  }

  /** False is what a flag is without being said. */
  TomlText flag(String key, boolean value) {
    return value ? line(key, "true") : this;
  }

  /** An empty list is not written. */
  TomlText put(String key, List<String> values) {
    return values.isEmpty()
        ? this
        : line(
            key, values.stream().map(TomlText::quoted).collect(Collectors.joining(", ", "[", "]")));
  }

  TomlText line(String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
    return this;
  }

  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** Exactly, in the largest unit that has it whole. */
  static String size(ByteSize size) {
    String units = "KMGT";
    long number = size.bytes();
    int unit = 0;
    while (unit < units.length() && number > 0 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + (unit == 0 ? "" : String.valueOf(units.charAt(unit - 1)));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
