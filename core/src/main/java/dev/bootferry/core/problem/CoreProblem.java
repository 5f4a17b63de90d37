package dev.bootferry.core.problem;

/** The problems that any module can meet. */
public enum CoreProblem implements ProblemCode {
  USAGE("usage", ExitCode.USAGE),
  NOT_ROOT("not-root", ExitCode.REFUSED),
  IO_FAILED("io-failed", ExitCode.FAILED),
  FILE_NOT_READABLE("file-not-readable", ExitCode.REFUSED),
  OUTPUT_EXISTS("output-exists", ExitCode.REFUSED),
  OUTPUT_LOCKED("output-locked", ExitCode.REFUSED),
  JSON_INVALID("json-invalid", ExitCode.DAMAGED),
  TOML_INVALID("toml-invalid", ExitCode.REFUSED),
  INTERRUPTED("interrupted", ExitCode.INTERRUPTED),
  INTERNAL("internal", ExitCode.FAILED);

  private final String id;
  private final ExitCode exit;

  CoreProblem(String id, ExitCode exit) {
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
