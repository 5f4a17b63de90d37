package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common. */
class CommandLineTest extends CommandLineTestCase {
  @Test
  void saysItsVersion() {
    Run run = execute("--version");
    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).matches("bootferry \\d+\\.\\d+\\.\\d+\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mirror",
        "mirror create",
        "mirror inspect",
        "mirror verify",
        "disks",
        "probe",
        "completion",
        "help"
      })
  void everyCommandExplainsItself(String command) {
    Run asked = execute((command + " --help").strip());
    assertThat(asked.exit()).isEqualTo(ExitCode.DONE);
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out())
        .contains("Usage: bootferry " + command)
        .contains("Exit status:")
        .endsWith("\n");
    assertThat(execute(("help " + command).strip())).isEqualTo(asked);
  }

  @Test
  void completionIsAScriptForBash() {
    Run run = execute("completion");
    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("complete -F _complete_bootferry", "--tls-verify");
  }

  @Test
  void aGroupAloneIsWrongUsage() {
    Run run = execute("mirror");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo(
            """
            bootferry: could not understand the arguments of 'bootferry mirror'
              because: the command is missing
              fix: Commands are: create, inspect, verify. See 'bootferry mirror --help'.
              [usage]
            """);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          mirror inspct site.tar, there is no command 'inspct', Did you mean 'inspect'?
          mirror inspect --jsn site.tar, there is no option '--jsn', Did you mean '--json'?
          mirror inspect --progres=plain x, there is no option '--progres=plain', Did you mean '--progress'?
          mirror inspect a b, there is no argument 'b', See 'bootferry mirror inspect --help'.
          mirror inspect, Missing required parameter: 'BUNDLE', See 'bootferry mirror inspect --help'.
          mirror inspect x --log-level loud, 'loud' is none of error, See 'bootferry mirror inspect --help'.
          nonsense, there is no command 'nonsense', See 'bootferry --help'.
          """)
  void wrongUsageNamesWhatWasPerhapsMeant(String line, String because, String fix) {
    Run run = execute(line);
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(because).contains("fix: " + fix).contains("[usage]");
  }

  @Test
  void aProblemIsAFewLinesAndAnObject() {
    useCases.failure =
        new Problem(CoreProblem.OUTPUT_EXISTS, "do this", "it is\nso", "Do that.").exception();
    Run text = execute("mirror inspect site.tar");
    assertThat(text.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(text.out()).isEmpty();
    assertThat(text.err())
        .isEqualTo(
            """
            bootferry: could not do this
              because: it is
                so
              fix: Do that.
              [output-exists]
            """);
    Run json = execute("mirror inspect --json site.tar");
    assertThat(json.err()).isEqualTo(text.err());
    assertThat(json.out())
        .isEqualTo(
            """
            {
              "error": {
                "code": "output-exists",
                "what": "do this",
                "why": "it is\\nso",
                "fix": "Do that."
              }
            }
            """);
  }

  @Test
  void wrongUsageIsAnObjectTooWhenJsonWasAskedFor() {
    assertThat(execute("mirror inspect --json --nonsense x").out()).contains("\"code\": \"usage\"");
  }

  @Test
  void exceptionsBecomeProblems() {
    useCases.failure = new IOException("No space left on device");
    assertThat(execute("mirror inspect x").err())
        .contains("because: No space left on device")
        .contains("[io-failed]");
    useCases.failure = new UncheckedIOException(new NoSuchFileException("/a/b"));
    assertThat(execute("mirror inspect x").err()).contains("because: /a/b: there is no such file");
    useCases.failure = new IllegalStateException("a bug");
    Run bug = execute("mirror inspect x");
    assertThat(bug.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(bug.err()).contains("[internal]").contains("a bug").doesNotContain("\tat ");
  }

  @Test
  void stacksAreShownWhenAskedFor() {
    useCases.failure = new IllegalStateException("a bug");
    environment.put("BOOTFERRY_DEBUG", "1");
    assertThat(execute("mirror inspect x").err()).contains("\tat dev.bootferry.cli.");
  }

  @Test
  void whatFailsAfterASignalFailsBecauseOfIt() {
    useCases.failure = new IOException("closed by interrupt");
    interrupted = true;
    Run run = execute("mirror verify x");
    assertThat(run.exit()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.err())
        .contains("could not finish mirror verify")
        .contains("it was told to stop")
        .doesNotContain("closed by interrupt");
  }

  @Test
  void hostileTextDoesNotReachTheTerminal() {
    useCases.failure =
        new Problem(CoreProblem.IO_FAILED, "read \u001b]0;x\u0007", "\u202eab", "No.").exception();
    assertThat(execute("mirror inspect x").err())
        .contains("read \\x1b]0;x\\x07")
        .contains("because: \\x202eab");
  }
}
