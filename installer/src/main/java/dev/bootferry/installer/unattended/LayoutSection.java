package dev.bootferry.installer.unattended;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.form.Findings;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.KeptPartition;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code [layout]}. The volumes have the order of their tables in the file. */
final class LayoutSection {
  static final SizeRule BOOT_SIZE = new SizeRule.Fixed(ByteSize.gibibytes(1));

  private final SoundTable table;
  private final List<Volume> volumes = new ArrayList<>();

  /** A volume with the table that it comes from. */
  record Volume(SoundTable table, VolumeRole role) {
    String label() {
      return table.text("label").orElse(role == VolumeRole.DATA ? "" : usualLabel(role));
    }

    Optional<FileSystemType> type() {
      return table.text("filesystem").map(name -> FileSystemType.valueOf(upper(name)));
    }

    boolean keep() {
      return table.flag("keep").orElse(false);
    }

    boolean grow() {
      return table.flag("grow").orElse(false);
    }

    private static String upper(String name) {
      return name.toUpperCase(Locale.ROOT);
    }
  }

  private LayoutSection(SoundTable table) {
    this.table = table;
  }

  /** What is returned counts only when nothing was found. */
  static LayoutWish read(SoundTable table, Encryption encryption) {
    LayoutSection section = new LayoutSection(table);
    section.gather();
    List<Optional<SizeRule>> sizes = LayoutSizes.check(section.volumes, table);
    LayoutNames.check(section.volumes, table);
    if (!table.findings().isEmpty()) {
      return LayoutWish.simple(Optional.empty(), Optional.empty());
    }
    return section.wish(sizes, encryption);
  }

  static String usualLabel(VolumeRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private void gather() {
    for (VolumeRole role : VolumeRole.values()) {
      if (role != VolumeRole.DATA && table.has(usualLabel(role))) {
        volumes.add(new Volume(table.table(usualLabel(role)), role));
      }
    }
    table.tables("partition").forEach(t -> volumes.add(new Volume(t, VolumeRole.DATA)));
    Findings findings = table.findings();
    volumes.sort(Comparator.comparingInt(volume -> findings.line(volume.table.path())));
    if (!table.has("root")) {
      boolean bootFirst = !volumes.isEmpty() && volumes.getFirst().role == VolumeRole.BOOT;
      volumes.add(bootFirst ? 1 : 0, new Volume(table.table("root"), VolumeRole.ROOT));
    }
  }

  private LayoutWish wish(List<Optional<SizeRule>> sizes, Encryption encryption) {
    List<VolumeWish> wishes = new ArrayList<>();
    for (int i = 0; i < volumes.size(); i++) {
      Volume volume = volumes.get(i);
      wishes.add(
          new VolumeWish(
              volume.role,
              volume.label(),
              volume.type(),
              volume.table.text("mount"),
              sizes.get(i).orElseThrow(),
              volume.keep(),
              volume.grow()));
    }
    return new LayoutWish(wishes, kept(table).toList(), encryption);
  }

  private static Stream<KeptPartition> kept(SoundTable table) {
    return table.elements("keep-partitions").stream()
        .map(element ->
            element
                .text()
                .<KeptPartition>map(KeptPartition.ByLabel::new)
                .orElseGet(
                    () -> new KeptPartition.ByNumber(element.number().orElseThrow().intValue())));
  }

  /** Whether anything that is on the disk is to stay. */
  static boolean keepsAnything(SoundTable table) {
    return table.has("keep-partitions")
        || table.table("var").flag("keep").orElse(false)
        || table.tables("partition").stream().anyMatch(p -> p.flag("keep").orElse(false));
  }
}
