package dev.bootferry.cli.command;

import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.progress.Progress;

/** What a command works with while it runs. */
public record Session(Surroundings surroundings, Progress progress) {
  /** Puts lines on standard output. */
  public void print(String text) {
    surroundings.out().print(text.endsWith("\n") ? text : text + "\n");
  }

  /** Puts one JSON document on standard output. */
  public void print(JsonValue document) {
    print(Json.pretty(document));
  }
}
