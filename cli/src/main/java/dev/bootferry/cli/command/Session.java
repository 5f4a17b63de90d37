package dev.bootferry.cli.command;

import dev.bootferry.cli.problem.ProblemText;
import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;

/** What a command works with while it runs. */
public record Session(Surroundings surroundings, Progress progress) {
  /** Puts lines on standard output. */
  public void print(String text) {
    surroundings.out().print(Printable.text(text.endsWith("\n") ? text : text + "\n"));
  }

  /** Puts one JSON document on standard output. */
  public void print(JsonValue document) {
    surroundings.out().print(Json.pretty(document) + "\n");
  }

  /** Says on standard error what is wrong, where the result itself has been printed. */
  public void complain(Problem problem) {
    surroundings.err().print(ProblemText.lines(problem));
  }
}
