package dev.bootferry.installer.unattended;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.unattended.LayoutSection.Volume;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the sizes of volumes can be had together, on whatever disk. */
final class LayoutSizes {
  private final List<Volume> volumes;
  private final SoundTable layout;

  private LayoutSizes(List<Volume> volumes, SoundTable layout) {
    this.volumes = volumes;
    this.layout = layout;
  }

  /** The size of each, in their order; empty where something is wrong with it. */
  static List<Optional<SizeRule>> check(List<Volume> volumes, SoundTable layout) {
    LayoutSizes sizes = new LayoutSizes(volumes, layout);
    List<Optional<SizeRule>> result = sizes.rules();
    sizes.oneRest(result);
    sizes.percents(result);
    sizes.oneGrows();
    return result;
  }

  private List<Optional<SizeRule>> rules() {
    List<Optional<SizeRule>> result = new ArrayList<>();
    for (Volume volume : volumes) {
      Optional<SizeRule> rule =
          volume.table().has("size") ? Sizes.rule(volume.table(), "size") : usual(volume.role());
      if (rule.orElse(null) instanceof SizeRule.Fixed fixed) {
        checkLeast(volume, fixed.size());
      }
      result.add(rule);
    }
    return result;
  }

  private static Optional<SizeRule> usual(VolumeRole role) {
    return switch (role) {
      case ROOT -> Optional.of(new SizeRule.Rest());
      case BOOT -> Optional.of(LayoutSection.BOOT_SIZE);
      case VAR, SWAP, DATA -> Optional.empty();
    };
  }

  private static void checkLeast(Volume volume, ByteSize size) {
    Optional<FileSystemType> type = volume.type();
    if (type.isPresent() && size.compareTo(type.get().minimum()) < 0) {
      volume
          .table()
          .wrong(
              "size", ConfigMessage.SIZE_TOO_SMALL, type.get().mountName(), type.get().minimum());
    }
  }

  private void oneRest(List<Optional<SizeRule>> rules) {
    String first = "";
    for (int i = 0; i < volumes.size(); i++) {
      if (rules.get(i).orElse(null) instanceof SizeRule.Rest) {
        SoundTable table = volumes.get(i).table();
        if (first.isEmpty()) {
          first = table.path();
        } else if (isUnsaid(table.path())) {
          layout.findings().add(table.path(), ConfigMessage.REST_ROOT, first);
        } else if (isUnsaid(first)) {
          layout.findings().add(table.at("size"), ConfigMessage.REST_ROOT, table.path());
        } else {
          table.wrong("size", ConfigMessage.REST_TWICE, first);
        }
      }
    }
  }

  /** Only the root has the rest without saying so. */
  private boolean isUnsaid(String path) {
    return path.equals(layout.at("root")) && !layout.table("root").has("size");
  }

  private void percents(List<Optional<SizeRule>> rules) {
    int sum =
        rules.stream()
            .flatMap(Optional::stream)
            .mapToInt(rule -> rule instanceof SizeRule.Percent percent ? percent.percent() : 0)
            .sum();
    if (sum > 100) {
      layout.wrong(ConfigMessage.PERCENT_OVER, sum);
    }
  }

  private void oneGrows() {
    String first = "";
    for (Volume volume : volumes) {
      SoundTable table = volume.table();
      if (volume.grow() && volume.keep()) {
        table.wrong("grow", ConfigMessage.GROW_KEPT);
      } else if (volume.grow() && first.isEmpty()) {
        first = table.path();
      } else if (volume.grow()) {
        table.wrong("grow", ConfigMessage.GROW_TWICE, first);
      }
    }
  }
}
