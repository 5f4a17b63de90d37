package dev.bootferry.installer.report;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.layout.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An installation for programs. */
public final class InstallJson {
  private InstallJson() {}

  /** The plan. */
  public static JsonObject of(InstallPlan plan) {
    List<JsonValue> partitions = new ArrayList<>();
    for (GptPartition partition : plan.layout().table().partitions()) {
      Optional<Volume> volume =
          plan.layout().volumes().stream().filter(v -> v.partition().equals(partition)).findFirst();
      partitions.add(
          JsonValue.object()
              .put("number", partition.number())
              .put("type", partition.type().toString())
              .put("name", partition.name())
              .put("offset", plan.layout().table().extent(partition).offset())
              .put("size", plan.layout().table().extent(partition).size())
              .put("fileSystem", volume.map(Volume::type))
              .put("mount", volume.flatMap(Volume::mount))
              .put("kept", plan.layout().kept().contains(partition.number()))
              .build());
    }
    List<JsonValue> bound = new ArrayList<>();
    for (SetImage image : plan.bound()) {
      bound.add(
          JsonValue.object()
              .put("reference", image.reference())
              .put("digest", image.resolved().toString())
              .build());
    }
    return JsonValue.object()
        .put("source", plan.source())
        .put("image", plan.base().reference())
        .put("digest", plan.base().resolved().toString())
        .put("version", plan.base().config().version())
        .put("origin", plan.origin().toString())
        .put("target", plan.target().path().toString())
        .put("size", plan.verdict().bytes())
        .put("sectorSize", plan.verdict().sectorSize())
        .put("lost", JsonValue.ofStrings(plan.target().contents()))
        .put("partitions", JsonValue.of(partitions))
        .put("rootFileSystem", plan.layout().root().type().mountName())
        .put("rootUuid", plan.layout().root().uuid())
        .put("rootBytesNeeded", plan.space().partition().bytes())
        .put("stateroot", plan.stateroot())
        .put("kargs", JsonValue.ofStrings(plan.kargs()))
        .put("bootLoader", lower(plan.bootLoader().kind()))
        .put(
            "startsFrom",
            JsonValue.ofStrings(
                plan.bootLoader().starts().stream().map(InstallJson::lower).toList()))
        .put("bound", JsonValue.of(bound))
        .put(
            "settings",
            JsonValue.ofStrings(
                plan.settings().entries().stream().map(entry -> "/" + entry.path()).toList()))
        .put("scriptBefore", plan.scripts().before().map(Path::toString))
        .put("scriptAfter", plan.scripts().after().map(Path::toString))
        .build();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What was done, with the recovery key if one was made: to be shown, not kept. */
  public static JsonObject of(InstallResult result) {
    JsonValue.ObjectBuilder times = JsonValue.object();
    result
        .times()
        .forEach((step, time) -> times.put(lower(step).replace('-', '_'), time.toMillis()));
    return JsonValue.object()
        .put("plan", of(result.plan()))
        .put("deployment", result.deployment())
        .put("milliseconds", times.build())
        .put(
            "recoveryKey",
            result.recoveryKey().map(k -> new String(k.bytes(), StandardCharsets.US_ASCII)))
        .build();
  }
}
