package dev.bootferry.cli.render;

import dev.bootferry.core.ByteSize;
import java.util.Optional;

/** Text for people: headings at the margin, below them names with their values. */
final class Lines {
  private static final int NAME_WIDTH = 10;

  private final StringBuilder text = new StringBuilder();

  /** A line at the margin; an empty line before it, unless it is the first. */
  Lines heading(String heading) {
    text.append(text.isEmpty() ? "" : "\n").append(heading).append('\n');
    return this;
  }

  Lines value(String name, Object value) {
    String padded = name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    text.append("  ").append(padded).append(value).append('\n');
    return this;
  }

  Lines value(String name, Optional<?> value) {
    value.ifPresent(v -> value(name, v));
    return this;
  }

  /** A line below a value. */
  Lines detail(String line) {
    text.append("    ").append(line).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static String size(long bytes) {
    return new ByteSize(bytes).toString();
  }
}
