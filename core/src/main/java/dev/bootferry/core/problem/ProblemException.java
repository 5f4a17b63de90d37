package dev.bootferry.core.problem;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} up to the one place that shows it. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
