package dev.bootferry.core.problem;

/**
 * One thing that went wrong: what was tried on what, why it failed, and what to do about it.
 *
 * @param code stable, for scripts
 * @param what the action and the thing it was done to, as in "read layer sha256:12ab of site.tar"
 * @param why the cause, as the deepest layer that knew it said it
 * @param fix what the reader can do; a whole sentence
 */
public record Problem(ProblemCode code, String what, String why, String fix) {
  public Problem {
    if (what.isBlank() || why.isBlank() || fix.isBlank()) {
      throw new IllegalArgumentException("a problem says what, why and what to do: " + code.id());
    }
  }

  public ProblemException exception() {
    return new ProblemException(this, null);
  }

  public ProblemException exception(Throwable cause) {
    return new ProblemException(this, cause);
  }

  /** In one line, for logs. */
  @Override
  public String toString() {
    return "could not " + what + ": " + why + " [" + code.id() + "]";
  }
}
