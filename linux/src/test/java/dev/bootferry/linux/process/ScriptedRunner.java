package dev.bootferry.linux.process;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.LinuxProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers from a script: program and arguments to a result, or to never ending. */
final class ScriptedRunner implements CommandRunner {
  private record Answer(Duration takes, CommandResult result) {}

  private final Map<String, Answer> answers = new LinkedHashMap<>();

  ScriptedRunner answer(String line, int exit, String output, String errors) {
    return answer(line, Duration.ZERO, exit, output, errors);
  }

  ScriptedRunner answer(String line, Duration takes, int exit, String output, String errors) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    answers.put(line, new Answer(takes, new CommandResult(exit, bytes, errors)));
    return this;
  }

  @Override
  public CommandResult attempt(Command command) {
    Answer answer = answers.get(command.line());
    if (answer == null) {
      throw problem(LinuxProblem.COMMAND_NOT_FOUND, command, "it is not in the script");
    }
    if (answer.takes().compareTo(command.timeout()) > 0) {
      throw problem(LinuxProblem.COMMAND_TIMED_OUT, command, "it took too long");
    }
    return answer.result();
  }

  private static RuntimeException problem(LinuxProblem code, Command command, String why) {
    return new Problem(code, "run " + command.line(), why, "Mend the script.").exception();
  }
}
