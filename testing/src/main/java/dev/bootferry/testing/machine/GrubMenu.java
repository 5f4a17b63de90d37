package dev.bootferry.testing.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** GRUB's menu on a serial line: BIOS, or UEFI whose console is the serial line. */
public final class GrubMenu {
  /** To the move of the cursor behind it, without which only a part of it may have come. */
  private static final String HIGHLIGHTED = "^ *\\|? *\\*(\\S[^\\n]*)\\n";

  private static final String COUNTDOWN = "highlighted entry will be executed automatically";
  private static final String DOWN = "\u001b[B";

  private GrubMenu() {}

  /**
   * Waits for the menu, goes down to an entry and starts it.
   *
   * @param index 0 is the first
   * @return the titles that were passed on the way, the chosen one last
   * @throws AssertionError when the menu does not come in time, or has too few entries
   */
  public static List<String> choose(SerialConsole console, int index, Duration limit)
      throws IOException, InterruptedException {
    List<String> titles = new ArrayList<>();
    titles.add(title(console, limit));
    SerialConsole.Seen _ = console.await(COUNTDOWN, limit);
    for (int i = 0; i < index; i++) {
      console.send(DOWN);
      titles.add(title(console, limit));
    }
    console.send("\r");
    return titles;
  }

  private static String title(SerialConsole console, Duration limit) throws InterruptedException {
    String line = console.await(HIGHLIGHTED, limit).match();
    return line.substring(line.indexOf('*') + 1).replaceAll("[ |\\n]+$", "");
  }
}
