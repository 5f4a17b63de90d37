package dev.bootferry.installer.unattended;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.partitioning.choice.DiskChoice;
import java.util.List;
import java.util.Optional;

/** {@code [disk]}. */
final class DiskSection {
  private static final List<String> PROPERTIES =
      List.of(
          "path",
          "serial",
          "wwn",
          "by-id",
          "by-path",
          "model",
          "min-size",
          "max-size",
          "rotational",
          "transport",
          "empty");

  private final SoundTable table;
  private final boolean keepsPartitions;

  private DiskSection(SoundTable table, boolean keepsPartitions) {
    this.table = table;
    this.keepsPartitions = keepsPartitions;
  }

  static DiskChoice read(SoundTable table, NearbyFiles files, boolean keepsPartitions) {
    DiskSection section = new DiskSection(table, keepsPartitions);
    section.check();
    return section.choice(files);
  }

  private void check() {
    if (PROPERTIES.stream().noneMatch(table::has) && !table.findings().within(table.path())) {
      table.wrong(ConfigMessage.DISK_ANY);
    }
    boolean wipe = table.flag("wipe").orElse(false);
    Optional<Boolean> empty = table.flag("empty");
    if (empty.equals(Optional.of(true)) && wipe) {
      table.wrong("wipe", ConfigMessage.EMPTY_WIPED);
    }
    if (empty.equals(Optional.of(true)) && keepsPartitions) {
      table.wrong("empty", ConfigMessage.EMPTY_KEPT);
    }
    if (empty.equals(Optional.of(false)) && !wipe && !keepsPartitions) {
      table.wrong("empty", ConfigMessage.NOT_EMPTY_KEPT);
    }
    boolean file = table.has("path") && table.text("path").filter(DiskSection::isDevice).isEmpty();
    for (String key : List.of("sector-size", "file-size")) {
      if (table.has(key) && !file) {
        table.wrong(key, ConfigMessage.DISK_FOR_FILES);
      }
    }
  }

  private DiskChoice choice(NearbyFiles files) {
    Optional<ByteSize> least = Sizes.size(table, "min-size");
    Optional<ByteSize> most = Sizes.size(table, "max-size");
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      table.wrong(
          "max-size",
          ConfigMessage.SIZES_CROSSED,
          table.text("min-size").orElseThrow(),
          table.text("max-size").orElseThrow());
    }
    return new DiskChoice(
        table.text("path").map(path -> files.resolve(path).toString()),
        table.text("serial"),
        table.text("wwn"),
        table.text("by-id"),
        table.text("by-path"),
        table.text("model"),
        least,
        most,
        table.flag("rotational"),
        table.text("transport"),
        table.flag("empty"),
        table.flag("wipe").orElse(false),
        table.number("sector-size").stream().mapToInt(Long::intValue).findFirst(),
        Sizes.size(table, "file-size"));
  }

  private static boolean isDevice(String path) {
    return path.startsWith("/dev/");
  }
}
