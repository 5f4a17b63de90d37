package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.ByteSize;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.wizard.PlanPreview;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as a person wants to see it before it is carried out. Pure. */
final class PlanRows {
  private PlanRows() {}

  static PlanPreview of(InstallPlan plan) {
    DiskLayout layout = plan.layout();
    List<PlanPreview.Row> rows = new ArrayList<>();
    for (GptPartition partition : layout.table().partitions()) {
      rows.add(
          new PlanPreview.Row(
              partition.number(),
              partition.name(),
              layout.table().extent(partition),
              content(layout, partition)));
    }
    List<String> space =
        List.of(
            "needed on the root  " + plan.space().partition(),
            "  of it the system  " + plan.space().base(),
            "      bound images  " + plan.space().bound(),
            "the root will have  " + new ByteSize(layout.root().place().size()));
    return new PlanPreview(
        new ByteSize(plan.verdict().bytes()),
        rows,
        space,
        plan.findings().stream().map(UsabilityFinding::toString).toList());
  }

  private static String content(DiskLayout layout, GptPartition partition) {
    Optional<Volume> volume =
        layout.volumes().stream()
            .filter(v -> v.partition().number() == partition.number())
            .findFirst();
    if (volume.isPresent()) {
      String mount = volume.get().mount().map(m -> " on " + m).orElse("");
      return volume.get().type() + mount + (volume.get().isKept() ? ", kept as it is" : "");
    }
    if (layout.kept().contains(partition.number())) {
      return "kept as it is";
    }
    Optional<FileSystemSpec> efi =
        layout.efiSystem().filter(f -> f.place().equals(layout.table().extent(partition)));
    return efi.map(f -> f.type().mountName() + ", ").orElse("") + partition.title();
  }
}
