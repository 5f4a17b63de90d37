package dev.bootferry.cli.wizard.line;

import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.cli.wizard.WizardTerminal;
import java.util.ArrayList;
import java.util.List;

/** Lines on a terminal that can only write. Thread-safe. */
final class LineOutput {
  private final WizardTerminal terminal;
  private String busy = "";

  LineOutput(WizardTerminal terminal) {
    this.terminal = terminal;
  }

  synchronized void say(String text) {
    say("", text);
  }

  /** Each line of it begins so. */
  synchronized void say(String margin, String text) {
    for (String line : wrap(text, terminal.columns() - 1 - margin.length())) {
      terminal.jline().writer().print(margin + line + "\n");
    }
    terminal.jline().flush();
  }

  synchronized void complain(String text) {
    say("! ", text);
  }

  /** What is asked; the answer follows in the same line. */
  synchronized void prompt(String text) {
    terminal.jline().writer().print(Printable.line(text));
    terminal.jline().flush();
  }

  /** One line for each thing that is waited for, not for each percent of it. */
  synchronized void busy(String line) {
    String what = line.replaceFirst(", \\d+%$", "");
    if (!what.equals(busy)) {
      busy = what;
      say("... " + what);
    }
  }

  private static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = Printable.line(text);
    while (rest.length() > columns) {
      int space = rest.lastIndexOf(' ', columns);
      int end = space > 0 && !rest.substring(0, space).isBlank() ? space : columns;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
