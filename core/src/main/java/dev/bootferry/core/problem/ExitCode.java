package dev.bootferry.core.problem;

/** How the program ends; the numbers are documented and never change. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  /** Refused before anything was changed. */
  REFUSED(3),
  /** Content is damaged, incomplete or not trusted. */
  DAMAGED(4),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
