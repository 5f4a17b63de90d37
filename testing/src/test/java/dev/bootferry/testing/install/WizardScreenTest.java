package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.Checkout;
import dev.bootferry.testing.terminal.TmuxSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wizard on a real pseudo-terminal, as far as no image is needed. */
@Tag("system")
class WizardScreenTest {
  private final SystemCommandRunner commands = new SystemCommandRunner();

  @ParameterizedTest
  @ValueSource(strings = {"screen", "vt100", "linux", "xterm"})
  void pagesAreDrawnAndLeft(String term, @TempDir Path folder) {
    try (TmuxSession tmux = start(term, folder)) {
      tmux.await("What shall be installed?");
      // The last line is drawn last.
      String first = tmux.await("Ctrl-C leave");
      assertThat(first).contains("What shall be installed?", "1/10", "Enter choose", "Esc back");
      assertThat(first.lines()).allMatch(line -> line.length() <= 80);
      tmux.press("End", "Enter");
      tmux.await("Where is it?");
      tmux.type("/nowhere").press("Enter");
      tmux.await("/nowhere");
      tmux.press("C-c");
      tmux.await("Leave the installer?");
      tmux.type("y");
      assertThat(tmux.await("status=")).contains("status=130").contains("Nothing was written");
      assertThat(tmux.await("isig"))
          .contains(" echo ")
          .contains(" icanon")
          .doesNotContain("-echo ");
    }
  }

  @Test
  void aDumbTerminalIsAskedInLines(@TempDir Path folder) {
    try (TmuxSession tmux = start("dumb", folder)) {
      String first = tmux.await("Number:");
      assertThat(first).contains("== 1/10", "What shall be installed?");
      assertThat(first.lines()).allMatch(line -> line.length() <= 80);
      tmux.type("99").press("Enter");
      tmux.await("! Type one of the numbers");
      tmux.press("C-c");
      tmux.await("y leaves");
      tmux.type("y").press("Enter");
      assertThat(tmux.await("status=")).contains("status=130");
    }
  }

  @Test
  void withoutATerminalItSaysSoAtOnce() {
    CommandResult result = new Bootferry(commands).attempt("install");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errorTail()).contains("no terminal", "--config");
  }

  private TmuxSession start(String term, Path folder) {
    String program = Checkout.root().resolve("bootferry").toString();
    String line =
        "TERM="
            + term
            + " "
            + program
            + " install --dry-run; echo status=$?; stty -a | tr '\\n' ' '; cat";
    return TmuxSession.start(commands, folder, line);
  }
}
