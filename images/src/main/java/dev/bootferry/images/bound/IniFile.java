package dev.bootferry.images.bound;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A unit file as bootc reads it, which is not as systemd does: bootc 1.16.9 uses the INI reader
 * tini 1.3.0. A {@code #} or {@code ;} anywhere on a line begins a comment; keys and values are
 * trimmed and split at the first {@code =}; there is no quoting and no continuation of lines, so a
 * wrapped line without {@code =} fails the file; a repeated key counts with its last value;
 * sections and keys are case-sensitive.
 *
 * @param path the file, for messages
 * @param items in the order of the file
 */
record IniFile(String path, List<Item> items) {
  /**
   * One assignment.
   *
   * @param section empty before the first header
   * @param line counts from 1
   */
  record Item(String section, String key, String value, int line) {}

  IniFile {
    items = List.copyOf(items);
  }

  /**
   * Reads the text of a file.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-unit-invalid}, naming file and
   *     line, where bootc would refuse
   */
  static IniFile parse(String text, String path) {
    List<Item> items = new ArrayList<>();
    String section = "";
    int number = 0;
    // Only a line feed ends a line, as in Rust's lines(); a carriage return before it is trimmed.
    for (String line : text.split("\n", -1)) {
      number++;
      String content = trim(withoutComment(line));
      if (content.isEmpty()) {
        continue;
      }
      int equals = content.indexOf('=');
      if (content.startsWith("[")) {
        if (!content.endsWith("]")) {
          throw refused(
              path, number, "'" + content + "' opens a section header without closing it");
        }
        section = withoutBrackets(content);
      } else if (equals < 0) {
        throw refused(
            path,
            number,
            "'"
                + content
                + "' has no '=' (a line wrapped with a backslash is fine for systemd, not for"
                + " bootc, which reads every line by itself)");
      } else {
        String key = trim(content.substring(0, equals));
        if (key.isEmpty()) {
          throw refused(path, number, "'" + content + "' has nothing before its '='");
        }
        items.add(new Item(section, key, trim(content.substring(equals + 1)), number));
      }
    }
    return new IniFile(path, items);
  }

  /** The assignment that counts: the last one of this key in all sections of this name. */
  Optional<Item> last(String section, String key) {
    return items.reversed().stream()
        .filter(i -> i.section().equals(section) && i.key().equals(key))
        .findFirst();
  }

  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#' || line.charAt(i) == ';') {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private static String withoutBrackets(String header) {
    int from = 0;
    int to = header.length();
    while (from < to && isBracket(header.charAt(from))) {
      from++;
    }
    while (to > from && isBracket(header.charAt(to - 1))) {
      to--;
    }
    return header.substring(from, to);
  }

  private static boolean isBracket(char c) {
    return c == '[' || c == ']';
  }

  /** As Rust's trim: Unicode white space, which is more than {@link String#strip} takes off. */
  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWhite(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhite(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The Unicode property White_Space. */
  private static boolean isWhite(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
  }

  private static RuntimeException refused(String path, int line, String why) {
    return new Problem(
            ImagesProblem.BOUND_UNIT_INVALID,
            "read the bound unit " + path + ", line " + line,
            why,
            "Mend the unit in the image: bootc on the machine would refuse the image too.")
        .exception();
  }
}
