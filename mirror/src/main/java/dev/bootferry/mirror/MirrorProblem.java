package dev.bootferry.mirror;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems of mirroring. A name, once released, keeps its meaning. */
public enum MirrorProblem implements ProblemCode {
  /** The place of the output has less free space than the bundle takes. */
  NO_SPACE("no-space", ExitCode.REFUSED),
  /** The output's file system cannot hold a file of that size. */
  FILE_TOO_LARGE("file-too-large", ExitCode.REFUSED),
  /** The journal of an interrupted run is that of another format. */
  JOURNAL_INVALID("journal-invalid", ExitCode.REFUSED);

  private final String id;
  private final ExitCode exit;

  MirrorProblem(String id, ExitCode exit) {
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
