package dev.bootferry.cli.problem;

import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong: lines on standard error and, where the command was asked for JSON, an
 * object on standard output as well. The stack is shown only with {@code BOOTFERRY_DEBUG=1}.
 *
 * @param json whether the command was asked for JSON
 */
public record FailureReport(Surroundings surroundings, boolean json) {
  private static final String DEBUG = "BOOTFERRY_DEBUG";

  /** Says it, and gives the exit code of such a problem. */
  public ExitCode failed(Problem problem, @Nullable Throwable thrown) {
    if (json) {
      JsonObject document = JsonValue.object().put("error", ProblemText.json(problem)).build();
      surroundings.out().print(Json.pretty(document) + "\n");
    }
    return failedOnStandardErrorOnly(problem, thrown);
  }

  /** Standard output is lost: a full disk, a reader that went away. */
  public ExitCode outputLost() {
    return failedOnStandardErrorOnly(
        new Problem(
            CoreProblem.IO_FAILED,
            "write to standard output",
            "whatever reads it has closed it, or its disk is full",
            "Run the command again with its output going elsewhere."),
        null);
  }

  private ExitCode failedOnStandardErrorOnly(Problem problem, @Nullable Throwable thrown) {
    surroundings.err().print(ProblemText.lines(problem));
    if (thrown != null && surroundings.environment().getOrDefault(DEBUG, "").equals("1")) {
      thrown.printStackTrace(surroundings.err());
    }
    return problem.code().exit();
  }
}
