package dev.bootferry.cli.render;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.installer.preflight.DeskPlan;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan that was made at a desk. */
public final class DeskPlanView {
  private DeskPlanView() {}

  /** For people. */
  public static String text(DeskPlan plan) {
    DiskDescription disk = plan.disk().disk();
    StringBuilder text = new StringBuilder();
    text.append("Would install ")
        .append(plan.image().map(DeskPlan.OfImage::reference).orElse("an image that is not here"))
        .append('\n');
    line(
        text,
        "onto",
        Stream.of(
                Optional.of(disk.path()),
                disk.model(),
                disk.serial().map(serial -> "serial " + serial),
                Optional.of(new ByteSize(disk.size()).toString()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", ")));
    lost(plan).forEach(content -> line(text, "lost", content));
    text.append("  partitions\n");
    for (GptPartition partition : plan.layout().table().partitions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "    %d  %10s  %-12s %s%s%n",
              partition.number(),
              new ByteSize(plan.layout().table().extent(partition).size()),
              partition.name(),
              volume(plan.layout(), partition)
                  .map(v -> v.type() + v.mount().map(m -> " on " + m).orElse(""))
                  .orElseGet(partition::title),
              plan.layout().kept().contains(partition.number()) ? "; stays as it is" : ""));
    }
    if (plan.image().isPresent()) {
      line(text, "needs", plan.image().get().space().partition() + " on the root");
      paths(plan).forEach(path -> line(text, "sets", path));
    }
    return text.toString();
  }

  /** For programs. */
  public static JsonObject json(DeskPlan plan) {
    DiskDescription disk = plan.disk().disk();
    JsonValue.ObjectBuilder json =
        JsonValue.object()
            .put("image", plan.image().map(DeskPlan.OfImage::reference))
            .put("target", disk.path())
            .put("serial", disk.serial())
            .put("size", disk.size())
            .put("lost", JsonValue.ofStrings(lost(plan)))
            .put(
                "partitions",
                JsonValue.of(
                    plan.layout().table().partitions().stream()
                        .map(partition -> json(plan.layout(), partition))
                        .toList()));
    plan.image().ifPresent(i -> json.put("rootBytesNeeded", i.space().partition().bytes()));
    return json.put("settings", JsonValue.ofStrings(paths(plan))).build();
  }

  private static JsonObject json(DiskLayout layout, GptPartition partition) {
    Optional<Volume> volume = volume(layout, partition);
    return JsonValue.object()
        .put("number", partition.number())
        .put("name", partition.name())
        .put("size", layout.table().extent(partition).size())
        .put("fileSystem", volume.map(Volume::type))
        .put("mount", volume.flatMap(Volume::mount))
        .put("kept", layout.kept().contains(partition.number()))
        .build();
  }

  private static Optional<Volume> volume(DiskLayout layout, GptPartition partition) {
    return layout.volumes().stream().filter(v -> v.partition().equals(partition)).findFirst();
  }

  private static List<String> lost(DeskPlan plan) {
    return plan.disk() instanceof DiskVerdict.NeedsWipe wipe ? wipe.lost() : List.of();
  }

  private static List<String> paths(DeskPlan plan) {
    return plan.image().stream()
        .flatMap(image -> image.settings().entries().stream())
        .map(SettingsPlan.Entry::path)
        .map(path -> "/" + path)
        .toList();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value));
  }
}
