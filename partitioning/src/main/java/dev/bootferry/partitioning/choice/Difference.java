package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.DiskDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What tells a disk apart from others that agree with the same choice. */
final class Difference {
  private Difference() {}

  /** Its size, and every property in which not all of them are the same. */
  static String text(DiskDescription disk, List<DiskDescription> among) {
    List<String> parts = new ArrayList<>();
    parts.add(new ByteSize(disk.size()).toString());
    add(parts, "", disk, among, d -> "(" + d.size() + " bytes)");
    add(parts, "model ", disk, among, d -> d.model().orElse("none"));
    add(parts, "serial ", disk, among, d -> d.serial().orElse("none"));
    add(parts, "wwn ", disk, among, d -> d.wwn().orElse("none"));
    add(parts, "transport ", disk, among, d -> d.transport().orElse("none"));
    add(parts, "by-path ", disk, among, Difference::byPath);
    add(parts, "", disk, among, d -> d.rotational() ? "rotational" : "not rotational");
    add(parts, "", disk, among, d -> d.isEmpty() ? "empty" : "not empty");
    return String.join(", ", parts);
  }

  private static void add(
      List<String> parts,
      String name,
      DiskDescription disk,
      List<DiskDescription> among,
      Function<DiskDescription, String> property) {
    if (among.stream().map(property).distinct().count() > 1) {
      parts.add(name + property.apply(disk));
    }
  }

  private static String byPath(DiskDescription disk) {
    return disk.links().stream()
        .filter(link -> link.startsWith("by-path/"))
        .map(link -> link.substring("by-path/".length()))
        .findFirst()
        .orElse("none");
  }
}
