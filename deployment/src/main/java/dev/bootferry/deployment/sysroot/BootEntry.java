package dev.bootferry.deployment.sysroot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A boot entry that ostree wrote (Boot Loader Specification, type 1).
 *
 * @param fileName in {@code /boot/loader/entries}
 * @param fields by key, in order; a key that is repeated has its last value
 */
public record BootEntry(String fileName, Map<String, String> fields) {
  private static final Pattern OSTREE =
      Pattern.compile("/ostree/boot\\.([01])/([^/]+)/([0-9a-f]+)/([0-9]+)");

  public BootEntry {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads the text of an entry. */
  public static BootEntry parse(String fileName, String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      int space = stripped.indexOf(' ');
      if (!stripped.startsWith("#") && space > 0) {
        fields.put(stripped.substring(0, space), stripped.substring(space + 1).strip());
      }
    }
    return new BootEntry(fileName, fields);
  }

  /** The number that entries are ordered by, the highest first. */
  public int version() {
    String text = fields.getOrDefault("version", "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Kernel arguments, {@code ostree=} among them. */
  public List<String> options() {
    return split(fields.getOrDefault("options", ""));
  }

  /** Where {@code ostree=} points; empty when the entry is not ostree's. */
  public Optional<OstreeArgument> ostreeArgument() {
    return options().stream()
        .filter(o -> o.startsWith("ostree="))
        .map(o -> OSTREE.matcher(o.substring("ostree=".length())))
        .filter(Matcher::matches)
        .map(m ->
            new OstreeArgument(
                Integer.parseInt(m.group(1)), m.group(2), m.group(3), Integer.parseInt(m.group(4))))
        .findFirst();
  }

  /**
   * The parts of {@code ostree=/ostree/boot.B/STATEROOT/BOOTCSUM/N}.
   *
   * @param serial counts deployments with the same kernel and initramfs
   */
  public record OstreeArgument(int bootVersion, String stateroot, String bootcsum, int serial) {
    /** The link, relative to the physical root. */
    public String path() {
      return "ostree/boot." + bootVersion + "/" + stateroot + "/" + bootcsum + "/" + serial;
    }
  }

  /** Splits kernel arguments as the kernel and ostree do: double quotes keep spaces together. */
  public static List<String> split(String commandLine) {
    List<String> arguments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < commandLine.length(); i++) {
      char c = commandLine.charAt(i);
      if (c == ' ' && !quoted) {
        if (!current.isEmpty()) {
          arguments.add(current.toString());
          current.setLength(0);
        }
      } else {
        quoted ^= c == '"';
        current.append(c);
      }
    }
    if (!current.isEmpty()) {
      arguments.add(current.toString());
    }
    return arguments;
  }
}
