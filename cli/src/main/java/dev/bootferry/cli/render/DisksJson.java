package dev.bootferry.cli.render;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.hardware.HardwareJson;
import java.util.List;

/** Disks and what may be done with them, for programs. */
public final class DisksJson {
  private DisksJson() {}

  /** Each disk with its description as in {@code probe}, and its verdict. */
  public static JsonObject of(List<DiskVerdict> verdicts) {
    return JsonValue.object()
        .put("disks", JsonValue.of(verdicts.stream().map(DisksJson::of).toList()))
        .build();
  }

  private static JsonObject of(DiskVerdict verdict) {
    JsonValue.ObjectBuilder disk =
        JsonValue.object()
            .put("path", verdict.disk().path())
            .put("verdict", DisksText.word(verdict));
    List<Problem> reasons =
        verdict instanceof DiskVerdict.Never never ? never.reasons() : List.of();
    List<String> lost =
        verdict instanceof DiskVerdict.NeedsWipe needsWipe ? needsWipe.lost() : List.of();
    return disk.put("reasons", JsonValue.of(reasons.stream().map(DisksJson::of).toList()))
        .put("lost", JsonValue.ofStrings(lost))
        .put("disk", HardwareJson.write(verdict.disk()))
        .build();
  }

  private static JsonObject of(Problem reason) {
    return JsonValue.object()
        .put("code", reason.code().id())
        .put("why", reason.why())
        .put("fix", reason.fix())
        .build();
  }
}
