package dev.bootferry.cli.prompt;

import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Has a person type what is about to be erased. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * Asks; returns only when exactly the name was typed.
   *
   * @param plan what will be done, shown first
   * @param name what has to be typed
   * @throws dev.bootferry.core.problem.ProblemException {@code not-confirmed}, also where there is
   *     no terminal to ask at
   */
  public static void demand(Surroundings surroundings, String plan, String name)
      throws IOException {
    demand(surroundings, plan, name, "Everything on " + name + " will be lost.");
  }

  /**
   * Asks as above, for something that is not the loss of everything.
   *
   * @param warning a whole sentence
   */
  public static void demand(Surroundings surroundings, String plan, String name, String warning)
      throws IOException {
    if (!surroundings.terminal().isInput()) {
      throw refused(name, "there is no terminal to ask at", "Add --yes if all on it may be lost.");
    }
    surroundings.err().print(plan);
    surroundings.err().print("\n" + warning + " Type its name: ");
    surroundings.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))
            .readLine();
    if (!name.equals(answer)) {
      throw refused(
          name,
          "what was typed is not its name",
          "Nothing was changed; begin again if you meant it.");
    }
  }

  private static RuntimeException refused(String name, String why, String fix) {
    return new Problem(InstallerProblem.NOT_CONFIRMED, "erase " + name, why, fix).exception();
  }
}
