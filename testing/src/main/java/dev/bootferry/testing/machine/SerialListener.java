package dev.bootferry.testing.machine;

import java.util.function.Consumer;

/**
 * Is shown what comes over a serial line, as it comes: plain text, without control sequences.
 * Called on the reading thread.
 */
@FunctionalInterface
public interface SerialListener {
  SerialListener NONE = text -> {};

  void heard(String text);

  /** Whole lines, each behind this prefix: for a screen that shows other things too. */
  static SerialListener lines(String prefix, Consumer<String> screen) {
    StringBuilder open = new StringBuilder();
    return text -> {
      open.append(text);
      for (int end = open.indexOf("\n"); end >= 0; end = open.indexOf("\n")) {
        screen.accept(prefix + open.substring(0, end));
        open.delete(0, end + 1);
      }
    };
  }
}
