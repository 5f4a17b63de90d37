package dev.bootferry.installer.form;

/**
 * One thing that is wrong with a file.
 *
 * @param line from 1
 * @param key its dotted path, as in {@code user[1].name}, elements counted from 0
 * @param message which kind of thing
 * @param words why, and what would be right
 */
public record Finding(int line, String key, Message message, String words) {
  /** As in {@code line 3: disk.pth: there is no such key}. */
  @Override
  public String toString() {
    return "line " + line + ": " + key + ": " + words;
  }
}
