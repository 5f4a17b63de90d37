package dev.bootferry.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SystemCommandRunnerTest extends CommandRunnerContract {
  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;

  @Override
  CommandRunner runner() {
    return runner;
  }

  @Test
  void drainsBothStreamsAtOnceHoweverMuchComes() {
    String script =
        "head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2;"
            + " echo end >&2";

    CommandResult result = runner.run(Command.of("sh", "-c", script));

    assertThat(result.output()).hasSize(3_000_000);
    assertThat(result.errorTail()).hasSize(SystemCommandRunner.ERROR_TAIL).endsWith("\0end\n");
  }

  @Test
  void refusesToHoldMoreThanItsLimit() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner.run(Command.of("cat", "/dev/zero")))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_STREAM_FAILED))
        .withMessageContaining("more than 67108864 bytes");
  }

  @Test
  void givesInputEnvironmentAndDirectory() throws Exception {
    Command command =
        Command.of("sh", "-c", "cat; echo $LC_ALL $ADDED; pwd")
            .withInput("in ".getBytes(StandardCharsets.UTF_8))
            .withEnvironment(Map.of("ADDED", "added"))
            .withDirectory(folder);

    assertThat(runner.run(command).text()).isEqualTo("in C.UTF-8 added\n" + folder.toRealPath());
  }

  @Test
  void doesNotMindAProgramThatReadsNoInput() {
    Command command = Command.of("true").withInput(new byte[1 << 20]);

    assertThat(runner.run(command).exit()).isZero();
  }

  @Test
  void tellsTheSignalThatEndedIt() {
    assertThat(runner.attempt(Command.of("sh", "-c", "kill -SEGV $$")).exit()).isEqualTo(128 + 11);
  }

  @Test
  void findsSystemToolsOutsideOfPath() throws Exception {
    Programs programs = Programs.onPath(folder + "::relative");
    Path tool = Files.createFile(folder.resolve("tool"));

    assertThat(programs.find("tool", folder)).isEmpty();
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(programs.find("tool", folder)).contains(tool);
    assertThat(programs.find("./tool", folder)).contains(folder.resolve("./tool"));
    assertThat(programs.path()).isEqualTo(folder + ":/usr/local/sbin:/usr/sbin:/sbin");
    assertThat(Programs.advice("mcopy")).contains("apt-get install mtools");
  }

  @Test
  void namesAMissingDirectoryAndNotTheProgram() {
    Command command = Command.of("true").withDirectory(folder.resolve("absent"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner.run(command))
        .withMessageContaining("there is no folder " + folder.resolve("absent"));
  }

  @Test
  void killsTheWholeTreeWhenTheTimeIsOver() throws Exception {
    String mark = "bootferry-" + UUID.randomUUID();
    Command command =
        Command.of("sh", "-c", "trap '' TERM; sh -c 'sleep 600; : " + mark + "' & wait; : " + mark)
            .withTimeout(Duration.ofMillis(500));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> runner.attempt(command))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_TIMED_OUT));
    assertThat(Processes.running(mark)).isEmpty();
  }

  @Test
  void killsTheChildWhenInterrupted() throws Exception {
    String mark = "bootferry-" + UUID.randomUUID();
    Command command = Command.of("sh", "-c", "sleep 600; : " + mark);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    List<Boolean> flags = new ArrayList<>();
    Thread caller =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, e) -> {
              thrown.set(e);
              flags.add(thread.isInterrupted());
            })
            .start(() -> runner.run(command));
    Processes.awaitRunning(mark);

    caller.interrupt();
    caller.join();

    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CoreProblem.INTERRUPTED));
    assertThat(flags).containsExactly(true);
    assertThat(Processes.running(mark)).isEmpty();
  }

  @Test
  void streamsInAndOutAtTheSameTime() {
    long size = 50L << 20;

    long counted =
        runner.stream(
            Command.of("cat"),
            input -> {
              byte[] block = new byte[1 << 16];
              for (long written = 0; written < size; written += block.length) {
                input.write(block);
              }
            },
            output -> output.skip(Long.MAX_VALUE));

    assertThat(counted).isEqualTo(size);
  }

  @Test
  void throwsAwayWhatTheDrainLeaves() {
    int first = runner.read(Command.of("head", "-c", "5000000", "/dev/zero"), out -> out.read());

    assertThat(first).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void letsTheExitStatusJudgeAProgramThatStopsReading(String program) {
    StreamingRunner.Feed endless =
        input -> {
          while (true) {
            input.write(new byte[1 << 16]);
          }
        };

    if (program.equals("true")) {
      assertThat(runner.feed(Command.of(program), endless).exit()).isZero();
    } else {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> runner.feed(Command.of(program), endless))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_FAILED));
    }
  }

  @Test
  void killsTheProgramWhenTheFeedFails() throws Exception {
    String mark = "bootferry-" + UUID.randomUUID();

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            runner.feed(
                Command.of("sh", "-c", "cat >/dev/null; sleep 600; : " + mark),
                _ -> {
                  throw new java.io.IOException("the source is cut off");
                }))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_STREAM_FAILED))
        .withMessageContaining("the source is cut off");
    assertThat(Processes.running(mark)).isEmpty();
  }

  @Test
  void letsAProblemOfTheDrainThroughUnchanged() {
    Problem own = new Problem(LinuxProblem.MOUNT_FAILED, "judge", "it is wrong", "Mend it.");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            runner.read(
                Command.of("cat", "/dev/zero"),
                _ -> {
                  throw own.exception();
                }))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(own));
  }

  @Test
  void neverTrustsWhatAFailedProgramPrinted() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            runner.read(
                Command.of("sh", "-c", "echo half; exit 3"),
                out -> new String(out.readAllBytes(), StandardCharsets.UTF_8)))
        .withMessageContaining("status 3");
  }

  @Test
  void tellsTheLog() {
    List<String> told = new ArrayList<>();
    CommandLog log =
        new CommandLog() {
          @Override
          public void started(Command command) {
            told.add("started " + command.line());
          }

          @Override
          public void ended(Command command, int exit, Duration took) {
            told.add("ended " + exit);
          }
        };

    CommandResult _ = new SystemCommandRunner(log).attempt(Command.of("false"));

    assertThat(told).containsExactly("started false", "ended 1");
  }
}
