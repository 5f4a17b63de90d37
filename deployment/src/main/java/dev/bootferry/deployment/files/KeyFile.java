package dev.bootferry.deployment.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of groups and keys as GLib's GKeyFile writes it, which ostree uses for its configuration
 * and for origins. Keeps the order of groups and keys; comments are not kept.
 */
public final class KeyFile {
  private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

  /** Reads a text; lines that are neither group nor assignment are left out. */
  public static KeyFile parse(String text) {
    KeyFile file = new KeyFile();
    String group = "";
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        group = line.substring(1, line.length() - 1);
        file.groups.computeIfAbsent(group, _ -> new LinkedHashMap<>());
      } else if (!line.startsWith("#") && equals > 0 && !group.isEmpty()) {
        file.set(group, line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return file;
  }

  public Optional<String> get(String group, String key) {
    return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(key));
  }

  public boolean isTrue(String group, String key) {
    return get(group, key).filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }

  public boolean hasGroup(String group) {
    return groups.containsKey(group);
  }

  /**
   * Sets a value.
   *
   * @throws IllegalArgumentException when group, key or value do not fit into one line
   */
  public KeyFile set(String group, String key, String value) {
    if ((group + key + value).chars().anyMatch(Character::isISOControl)
        || key.isEmpty()
        || key.indexOf('=') >= 0) {
      throw new IllegalArgumentException("not a line of a key file: " + key + "=" + value);
    }
    groups.computeIfAbsent(group, _ -> new LinkedHashMap<>()).put(key, value);
    return this;
  }

  public KeyFile remove(String group, String key) {
    groups.getOrDefault(group, new LinkedHashMap<>()).remove(key);
    return this;
  }

  /** As GKeyFile writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    groups.forEach((group, values) -> {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append('[').append(group).append("]\n");
      values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    });
    return text.toString();
  }
}
