package dev.bootferry.testing.install;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A tree as find, sha256sum and getfattr see it.
 *
 * @param entries by path without a leading slash, the root's being empty: kind, and what its kind
 *     has of mode, owner, size, target and digest
 * @param attributes the lines of getfattr by path, spelled as getfattr does, where there are any
 * @param numbers of the inodes of files, by path
 */
public record TreeListing(
    NavigableMap<String, String> entries,
    NavigableMap<String, List<String>> attributes,
    NavigableMap<String, String> numbers) {
  private static final String FIND = "find . -printf '%P\\0%y\\0%m %U:%G\\0%s\\0%l\\0%i\\0'";
  private static final String DIGESTS = "find . -type f -print0 | xargs -0 sha256sum -z";
  private static final String ATTRIBUTES = "find . -print0 | xargs -0 getfattr -h -d -m - -e hex";
  private static final int FIELDS = 6;

  /** Reads it whole. */
  public static TreeListing of(Path root) {
    NavigableMap<String, String> entries = new TreeMap<>();
    NavigableMap<String, String> numbers = new TreeMap<>();
    String[] fields = run(root, FIND).split("\0", -1);
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      String path = fields[i];
      String kind = fields[i + 1];
      entries.put(
          path,
          switch (kind) {
            case "d" -> "d " + fields[i + 2];
            case "l" -> "l " + fields[i + 2] + " -> " + fields[i + 4];
            default -> kind + " " + fields[i + 2] + " " + fields[i + 3];
          });
      if (kind.equals("f")) {
        numbers.put(path, fields[i + 5]);
      }
    }
    for (String line : run(root, DIGESTS).split("\0", 0)) {
      int space = line.indexOf("  ./");
      entries.merge(line.substring(space + 4), line.substring(0, space), (a, b) -> a + " " + b);
    }
    NavigableMap<String, List<String>> attributes = new TreeMap<>();
    List<String> current = new ArrayList<>();
    for (String line : run(root, ATTRIBUTES).lines().toList()) {
      if (line.startsWith("# file: ")) {
        current = new ArrayList<>();
        attributes.put(line.substring("# file: ".length()), current);
      } else if (!line.isEmpty()) {
        current.add(line);
      }
    }
    return new TreeListing(entries, attributes, numbers);
  }

  private static String run(Path root, String script) {
    return new String(
        new SystemCommandRunner()
            .run(Command.of("sh", "-c", "cd \"$1\" && " + script, "sh", root.toString()))
            .output(),
        StandardCharsets.UTF_8);
  }
}
