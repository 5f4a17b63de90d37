package dev.bootferry.images.bound;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A Quadlet unit as podman's generator reads it on the machine, which is not as bootc does: a
 * comment is a line of its own, a backslash at the end of a line goes on with the next one, and an
 * empty assignment forgets the earlier values of its key. Text that the generator would refuse is
 * passed over: this is for advice only.
 *
 * @param assignments in order, those of drop-ins last
 */
record QuadletFile(List<Assignment> assignments) {
  /**
   * @param path the file it stands in
   * @param line its first line, from 1
   */
  record Assignment(String section, String key, String value, String path, int line) {}

  QuadletFile {
    assignments = List.copyOf(assignments);
  }

  static QuadletFile parse(String text, String path) {
    List<Assignment> assignments = new ArrayList<>();
    String section = "";
    StringBuilder logical = new StringBuilder();
    int start = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (isComment(line)) {
        continue;
      }
      if (logical.isEmpty()) {
        start = number;
      }
      if (line.endsWith("\\")) {
        logical.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String content = logical.append(line).toString().strip();
      logical.setLength(0);
      int equals = content.indexOf('=');
      if (content.startsWith("[") && content.endsWith("]")) {
        section = content.substring(1, content.length() - 1);
      } else if (equals > 0) {
        String key = content.substring(0, equals).strip();
        String value = content.substring(equals + 1).strip();
        assignments.add(new Assignment(section, key, value, path, start));
      }
    }
    return new QuadletFile(assignments);
  }

  /** This unit with a drop-in after it. */
  QuadletFile with(QuadletFile dropIn) {
    List<Assignment> all = new ArrayList<>(assignments);
    all.addAll(dropIn.assignments);
    return new QuadletFile(all);
  }

  /** The value that counts for a key that has one. */
  Optional<Assignment> last(String section, String key) {
    List<Assignment> all = all(section, key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** The values that count for a key that has several. */
  List<Assignment> all(String section, String key) {
    List<Assignment> values = new ArrayList<>();
    for (Assignment a : assignments) {
      if (a.section().equals(section) && a.key().equals(key)) {
        if (a.value().isEmpty()) {
          values.clear();
        } else {
          values.add(a);
        }
      }
    }
    return Collections.unmodifiableList(values);
  }

  private static boolean isComment(String line) {
    String text = line.strip();
    return text.startsWith("#") || text.startsWith(";");
  }
}
