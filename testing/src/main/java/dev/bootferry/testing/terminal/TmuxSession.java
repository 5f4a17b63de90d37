package dev.bootferry.testing.terminal;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A screen of 80 columns and 24 rows with a program on it; it ends when this is closed. */
public final class TmuxSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final CommandRunner commands;
  private final Path socket;

  private TmuxSession(CommandRunner commands, Path socket) {
    this.commands = commands;
    this.socket = socket;
  }

  /**
   * Starts a line of shell.
   *
   * @param folder where the socket is put
   */
  public static TmuxSession start(CommandRunner commands, Path folder, String line) {
    TmuxSession session = new TmuxSession(commands, folder.resolve("tmux"));
    session.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", line);
    return session;
  }

  /** Types a text as it is. */
  public TmuxSession type(String text) {
    tmux("send-keys", "-l", text);
    return this;
  }

  /** Presses keys by tmux's names for them. */
  public TmuxSession press(String... keys) {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    tmux(arguments.toArray(String[]::new));
    return this;
  }

  /** The screen now. */
  public String screen() {
    return tmux("capture-pane", "-p");
  }

  /** The screen once this is on it; fails with the screen when it does not come. */
  public String await(String text) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String screen = screen();
    while (!screen.contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no '" + text + "' on the screen:\n" + screen);
      }
      screen = screen();
    }
    return screen;
  }

  private String tmux(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    argv.addAll(List.of(arguments));
    return commands.run(Command.of(argv)).text();
  }

  @Override
  public void close() {
    var _ = commands.attempt(Command.of("tmux", "-S", socket.toString(), "kill-server"));
  }
}
