package dev.bootferry.installer.form;

import dev.bootferry.core.data.Toml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with one file. */
public final class Findings {
  /** Of a value that is repeated in a message. */
  private static final int LONGEST = 60;

  private final Toml toml;
  private final List<Finding> all = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  public Findings(Toml toml) {
    this.toml = toml;
  }

  /**
   * Adds one.
   *
   * @param key dotted path, also of a key that is not there
   * @param values for the message's template; what comes from the file through {@link #shown}
   */
  public void add(String key, Message message, Object... values) {
    keys.add(key);
    all.add(
        new Finding(toml.lineAround(key), key, message, String.format(message.template(), values)));
  }

  /** A value as messages show it: on one line, and not longer than a line. */
  public static String shown(String value) {
    String line = value.replace('\n', ' ').replace('\t', ' ');
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** Whether something was found at this very key. */
  public boolean at(String key) {
    return keys.contains(key);
  }

  /** Whether something was found at this key or in the table that it holds. */
  public boolean within(String key) {
    return at(key) || keys.stream().anyMatch(k -> k.startsWith(key + "."));
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** In the order of the file. */
  public List<Finding> inOrder() {
    return all.stream().sorted(Comparator.comparingInt(Finding::line)).toList();
  }

  /** The line of a key. */
  public int line(String key) {
    return toml.lineAround(key);
  }
}
