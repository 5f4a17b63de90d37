package dev.bootferry.core.problem;

/**
 * The stable name of a kind of problem, such as {@code blob-digest-mismatch}. Each module has an
 * enum of its own that implements this; a name, once released, keeps its meaning.
 */
public interface ProblemCode {
  /** Lower-case words joined by dashes. */
  String id();

  ExitCode exit();
}
