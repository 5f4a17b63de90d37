package dev.bootferry.linux.syscall;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemCode;
import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;

/** A system call that failed: its name and its errno. What it was for, the caller adds. */
public final class SystemCallException extends IOException {
  private final String function;
  private final transient Errno errno;

  public SystemCallException(String function, Errno errno) {
    super(function + ": " + errno);
    this.function = function;
    this.errno = errno;
  }

  public String function() {
    return function;
  }

  public Errno errno() {
    return errno;
  }

  public boolean is(Errno other) {
    return errno.equals(other);
  }

  /**
   * The problem that this failure is for people.
   *
   * @param what reads after "could not "
   * @param fix a whole sentence
   */
  public ProblemException problem(ProblemCode code, String what, String fix) {
    return new Problem(code, what, function + ": " + errno, fix).exception(this);
  }
}
