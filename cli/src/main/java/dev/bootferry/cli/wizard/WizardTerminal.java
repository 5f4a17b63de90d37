package dev.bootferry.cli.wizard;

import dev.bootferry.linux.shutdown.AtShutdown;
import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal of this process, lent to the wizard. Whatever happens, also a signal that ends the
 * program, it is afterwards as it was: echo on, lines whole, the cursor shown.
 */
public final class WizardTerminal implements AutoCloseable {
  /** Where the terminal does not know its own size, as serial consoles do not. */
  private static final int DEFAULT_ROWS = 24;

  private static final int DEFAULT_COLUMNS = 80;

  private final Terminal terminal;
  private final Attributes before;
  private final AtShutdown.Entry atShutdown;
  private volatile Runnable onInterrupt = () -> {};
  private boolean restored;

  private WizardTerminal(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    this.atShutdown = AtShutdown.undo(this::restore);
    terminal.handle(Terminal.Signal.INT, _ -> onInterrupt.run());
  }

  /**
   * Takes it. Both standard input and standard error must be terminals.
   *
   * @param type as the environment variable TERM has it
   */
  public static WizardTerminal open(String type) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .name("bootferry")
            .type(type.isEmpty() ? "dumb" : type)
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
            .dumb(false)
            .nativeSignals(true)
            .signalHandler(Terminal.SignalHandler.SIG_IGN)
            .build();
    return new WizardTerminal(terminal);
  }

  public Terminal jline() {
    return terminal;
  }

  /** What a Ctrl-C does that the kernel turns into a signal; runs on a thread of its own. */
  public void onInterrupt(Runnable action) {
    onInterrupt = action;
  }

  /** Whether one page can be drawn over another. */
  public boolean canDraw() {
    return !terminal.getType().startsWith("dumb")
        && terminal.getStringCapability(Capability.cursor_address) != null
        && terminal.getStringCapability(Capability.clear_screen) != null;
  }

  public int rows() {
    int rows = terminal.getHeight();
    return rows <= 0 ? DEFAULT_ROWS : rows;
  }

  public int columns() {
    int columns = terminal.getWidth();
    return columns <= 0 ? DEFAULT_COLUMNS : columns;
  }

  /** Every key by itself and unseen. */
  public void keysUnseen() {
    terminal.enterRawMode();
    keyboardSignals(false);
  }

  /**
   * Whether Ctrl-C is a signal or a key. Ctrl-Z and Ctrl-\ are never signals: a program that is
   * stopped in the middle of a page would leave the terminal unusable.
   */
  public void keyboardSignals(boolean on) {
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ISIG, on);
    attributes.setControlChar(Attributes.ControlChar.VSUSP, 0);
    attributes.setControlChar(Attributes.ControlChar.VQUIT, 0);
    terminal.setAttributes(attributes);
  }

  /** As it was; may be called at any time and from any thread. */
  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    terminal.puts(Capability.exit_attribute_mode);
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
  }

  @Override
  public void close() throws IOException {
    atShutdown.close();
    restore();
    terminal.close();
  }
}
