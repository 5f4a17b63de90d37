package dev.bootferry.partitioning.choice;

import java.util.ArrayList;
import java.util.List;

/** Splits a line at its spaces; quotation marks keep them, a backslash keeps what follows. */
final class Words {
  private Words() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && line.startsWith("u", i + 1)) {
        word.append((char) Integer.parseInt(line, i + 2, i + 6, 16));
        i += 5;
      } else if (c == '\\') {
        i++;
        word.append(line.charAt(i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        add(words, word);
      } else {
        word.append(c);
      }
    }
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
