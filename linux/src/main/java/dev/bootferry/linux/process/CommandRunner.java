package dev.bootferry.linux.process;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.LinuxProblem;

/**
 * Runs programs. A fake is a lambda. When the calling thread is interrupted, or this process ends,
 * the child is killed; no child outlives the call.
 */
@FunctionalInterface
public interface CommandRunner {
  /**
   * Runs to the end and tells how it ended, well or not.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code command-not-found}, {@code
   *     command-timed-out}
   */
  CommandResult attempt(Command command);

  /**
   * Runs to the end.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed} when the exit status
   *     is not 0, with the whole command and the end of what it said on standard error
   */
  default CommandResult run(Command command) {
    CommandResult result = attempt(command);
    if (result.succeeded()) {
      return result;
    }
    String said = result.errorTail().strip();
    throw new Problem(
            LinuxProblem.COMMAND_FAILED,
            "run " + command.line(),
            "it ended with status " + result.exit() + (said.isEmpty() ? "" : ": " + said),
            "Run the command by hand to see more; the message above is its own.")
        .exception();
  }
}
