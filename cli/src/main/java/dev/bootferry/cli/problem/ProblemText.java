package dev.bootferry.cli.problem;

import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;

/** How a problem is shown. */
public final class ProblemText {
  private ProblemText() {}

  /** A few lines for people, ended by a line feed. */
  public static String lines(Problem problem) {
    return "bootferry: could not "
        + indented(problem.what())
        + "\n  because: "
        + indented(problem.why())
        + "\n  fix: "
        + indented(problem.fix())
        + "\n  ["
        + problem.code().id()
        + "]\n";
  }

  /** For programs; the code is stable, the words are not. */
  public static JsonObject json(Problem problem) {
    return JsonValue.object()
        .put("code", problem.code().id())
        .put("what", problem.what())
        .put("why", problem.why())
        .put("fix", problem.fix())
        .build();
  }

  /** Further lines of a text stand under the first. */
  private static String indented(String text) {
    return Printable.text(text.strip()).replace("\n", "\n    ");
  }
}
