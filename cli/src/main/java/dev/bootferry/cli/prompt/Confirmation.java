package dev.bootferry.cli.prompt;

import dev.bootferry.cli.problem.CliProblem;
import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;

/** Has a person type the name of what will be lost: a yes is given too easily. */
public final class Confirmation {
  private final Surroundings surroundings;

  public Confirmation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Returns when the person agreed.
   *
   * @param warning what will happen; shown before the question
   * @param name to be typed
   * @param action for the error, as in "erase /dev/sdb"
   * @throws dev.bootferry.core.problem.ProblemException {@code confirmation-needed} when there is
   *     no terminal; {@code not-confirmed} when anything else was typed
   */
  public void demand(String warning, String name, String action)
      throws IOException, InterruptedException {
    if (!surroundings.terminal().isInput() || !surroundings.terminal().isError()) {
      throw new Problem(
              CliProblem.CONFIRMATION_NEEDED,
              action,
              "it has to be confirmed, and there is no terminal to ask at",
              "Check the plan with --dry-run, then give --yes.")
          .exception();
    }
    surroundings
        .err()
        .print(Printable.text(warning + "\nType " + name + " to go on, anything else to stop: "));
    surroundings.err().flush();
    String answer = LineReader.readLine(surroundings.in());
    if (!answer.strip().equals(name)) {
      throw new Problem(
              CliProblem.NOT_CONFIRMED,
              action,
              "'" + answer.strip() + "' was typed, not '" + name + "'",
              "Nothing was changed. Give the command again when you are sure.")
          .exception();
    }
  }
}
