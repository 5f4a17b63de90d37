package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.Checkout;
import dev.bootferry.testing.terminal.TmuxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The wizard on a real pseudo-terminal, from the first page to an installed disk. */
@Tag("system")
class WizardInstallTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final String PASSWORD = "hunter2 hunter2";

  @Test
  void theWholeWay() throws IOException {
    Path folder = RunFolder.create("wizard");
    Path bundle = SmallSystem.binding(SampleSet.APP).bundle("app-v1");
    Path disk = folder.resolve("disk.img");
    Path saved = folder.resolve("saved.toml");
    var _ = COMMANDS.run(Command.of("truncate", "-s", "4G", disk.toString()));
    try (TmuxSession tmux = start(folder)) {
      tmux.await("Ctrl-C leave");
      tmux.press("End", "Enter");
      tmux.await("Where is it?");
      tmux.type(bundle.toString()).press("Enter");
      tmux.await("Is this what you want?");
      tmux.press("Enter");
      tmux.await("On which disk?");
      tmux.press("End", "Enter");
      tmux.await("Which disk, or which file?");
      tmux.type(disk.toString()).press("Enter");
      tmux.await("How shall the disk be divided?");
      tmux.press("Enter");
      tmux.await("How much swap space?");
      tmux.press("Enter");
      tmux.await("Which file system shall the root have?");
      tmux.press("Down", "Enter");
      tmux.await("What is the machine called?");
      tmux.type("till-17").press("Enter");
      tmux.await("time zone");
      tmux.press("Enter");
      tmux.await("Which language");
      tmux.press("Enter");
      tmux.await("Which keyboard");
      tmux.press("Enter");
      tmux.await("Shall the network be set up?");
      tmux.press("Enter");
      tmux.await("Which password has root?");
      tmux.type(PASSWORD).press("Enter");
      tmux.await("And again");
      tmux.type(PASSWORD).press("Enter");
      tmux.await("Which SSH key");
      tmux.press("Enter");
      tmux.await("Shall there be a user?");
      tmux.press("Enter");
      tmux.await("Further kernel arguments?");
      tmux.press("Enter");
      tmux.await("to leave out?");
      tmux.press("Enter");
      assertThat(tmux.await("s save answers"))
          .contains("till-17", "This is what will be done.")
          .doesNotContain(PASSWORD);
      tmux.press("s");
      tmux.await("Where shall the answers be saved?");
      tmux.press("C-u");
      tmux.type(saved.toString()).press("Enter");
      tmux.await("The answers are saved");
      tmux.press("Enter");
      tmux.await("Install on this disk?");
      tmux.type(disk.toString()).press("Enter");
      assertThat(tmux.await("status="))
          .contains("status=0", "/var/log/bootferry")
          .doesNotContain("Restart now?");
    }
    assertThat(Files.readString(saved)).contains("till-17", "$6$").doesNotContain(PASSWORD);
    assertThat(new Bootferry(COMMANDS).attempt("config", "check", saved.toString()).exit())
        .isZero();
    assertThat(COMMANDS.run(Command.of("sgdisk", "-v", disk.toString())).text())
        .contains("No problems found");
    assertThat(search(disk, PASSWORD)).isZero();
  }

  /** How often a text is on the whole disk, and so in any file or log of the new system. */
  private static long search(Path disk, String text) {
    return COMMANDS
        .attempt(Command.of("grep", "-caF", text, disk.toString()))
        .text()
        .lines()
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static TmuxSession start(Path folder) {
    String program = Checkout.root().resolve("bootferry").toString();
    return TmuxSession.start(
        COMMANDS, folder, "TERM=screen " + program + " install; echo status=$?; cat");
  }
}
