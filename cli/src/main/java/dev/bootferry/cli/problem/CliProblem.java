package dev.bootferry.cli.problem;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems of talking with the user. A name, once released, keeps its meaning. */
public enum CliProblem implements ProblemCode {
  /** Something would be lost, and there is nobody to ask. */
  CONFIRMATION_NEEDED("confirmation-needed", ExitCode.REFUSED),
  /** Somebody was asked, and did not agree. */
  NOT_CONFIRMED("not-confirmed", ExitCode.REFUSED);

  private final String id;
  private final ExitCode exit;

  CliProblem(String id, ExitCode exit) {
    this.id = id;
    this.exit = exit;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
