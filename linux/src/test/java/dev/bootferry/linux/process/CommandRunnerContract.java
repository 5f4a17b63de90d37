package dev.bootferry.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every runner does, the real one and the fakes that stand in for it. */
abstract class CommandRunnerContract {
  abstract CommandRunner runner();

  @Test
  void givesTheOutput() {
    assertThat(runner().run(Command.of("echo", "one", "two")).text()).isEqualTo("one two");
  }

  @Test
  void givesTheExitStatusWithoutJudging() {
    CommandResult result = runner().attempt(Command.of("false"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void failsWithTheCommandAndWhatItSaid() {
    Command command = Command.of("sh", "-c", "echo a word >&2; exit 7");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner().run(command))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_FAILED))
        .withMessageContaining("sh -c 'echo a word >&2; exit 7'")
        .withMessageContaining("status 7: a word");
  }

  @Test
  void namesAProgramThatIsMissing() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner().attempt(Command.of("no-such-program-here", "x")))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_NOT_FOUND))
        .withMessageContaining("no-such-program-here x");
  }

  @Test
  void endsAfterItsTime() {
    Command command = Command.of("sleep", "600").withTimeout(Duration.ofMillis(200));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner().attempt(command))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_TIMED_OUT));
  }
}
