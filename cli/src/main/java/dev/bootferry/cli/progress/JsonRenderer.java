package dev.bootferry.cli.progress;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON object a line, in the shape of bootc's progress protocol 0.1.0: {@code Start}, then
 * {@code ProgressBytes} for each stage that moved, at most five times a second. Ours beyond it:
 * {@code elapsedMillis} and {@code ended} in ProgressBytes, and lines of type {@code Note}.
 */
final class JsonRenderer implements ProgressRenderer {
  private static final String PROTOCOL = "0.1.0";
  private static final int MILLIS = 200;

  private final PrintStream out;
  private final Map<Integer, Long> told = new HashMap<>();

  JsonRenderer(PrintStream out) {
    this.out = out;
    line(JsonValue.object().put("type", "Start").put("version", PROTOCOL).build());
  }

  @Override
  public int millisBetweenDraws() {
    return MILLIS;
  }

  @Override
  public void started(StageView stage) {
    told.put(stage.id(), 0L);
    line(bytes(stage, false));
  }

  @Override
  public void moved(List<StageView> live) {
    for (StageView stage : live) {
      Long before = told.put(stage.id(), stage.moved());
      if (before == null || before != stage.moved()) {
        line(bytes(stage, false));
      }
    }
  }

  @Override
  public void ended(StageView stage) {
    told.remove(stage.id());
    line(bytes(stage, true));
  }

  @Override
  public void note(String line) {
    line(JsonValue.object().put("type", "Note").put("message", line).build());
  }

  @Override
  public void close() {
    out.flush();
  }

  private static JsonObject bytes(StageView stage, boolean ended) {
    return JsonValue.object()
        .put("type", "ProgressBytes")
        .put("task", stage.name())
        .put("description", stage.name())
        .put("id", Integer.toString(stage.id()))
        .put("bytesCached", 0)
        .put("bytes", stage.moved())
        .put("bytesTotal", Math.max(0, stage.total()))
        .put("stepsCached", 0)
        .put("steps", 0)
        .put("stepsTotal", 0)
        .put("subtasks", JsonValue.of(List.of()))
        .put("elapsedMillis", stage.elapsed().toMillis())
        .put("ended", ended)
        .build();
  }

  private void line(JsonObject object) {
    out.print(new String(Json.write(object), StandardCharsets.UTF_8) + "\n");
    out.flush();
  }
}
