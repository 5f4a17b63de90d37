package dev.bootferry.cli.wizard.line;

import dev.bootferry.cli.wizard.WizardTerminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.NonBlockingReader;

/** Whole lines from a terminal, edited by the kernel. */
final class LineInput {
  private static final long LOOK_MILLIS = 200;
  private static final int MAX_CHARACTERS = 4000;

  private final WizardTerminal terminal;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  LineInput(WizardTerminal terminal) {
    this.terminal = terminal;
  }

  /** From now on Ctrl-C ends the line that is being typed. */
  void listen() {
    interrupted.set(false);
    terminal.onInterrupt(() -> interrupted.set(true));
  }

  /**
   * The next line; empty when Ctrl-C was pressed or the terminal has gone.
   *
   * @param seen whether it shows while it is typed
   */
  Optional<String> read(boolean seen) {
    boolean echo = terminal.jline().echo(seen);
    try {
      return read();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      boolean _ = terminal.jline().echo(echo);
    }
  }

  private Optional<String> read() throws IOException {
    NonBlockingReader reader = terminal.jline().reader();
    StringBuilder line = new StringBuilder();
    while (true) {
      if (interrupted.getAndSet(false)) {
        return Optional.empty();
      }
      int next = reader.read(LOOK_MILLIS);
      if (next == '\n' || next == '\r') {
        return Optional.of(line.toString());
      }
      if (next == NonBlockingReader.EOF) {
        return Optional.empty();
      }
      if (next >= 0 && line.length() < MAX_CHARACTERS) {
        line.append((char) next);
      }
    }
  }
}
