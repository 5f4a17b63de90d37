package dev.bootferry.partitioning.layout;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.gpt.GptTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The gaps of a disk between what stays, in whole units of alignment. */
final class FreeSpace {
  private FreeSpace() {}

  /**
   * Finds them, in their order.
   *
   * @param kept what stays, in bytes
   */
  static List<Extent> of(DiskGeometry geometry, List<Extent> kept) {
    List<Extent> gaps = new ArrayList<>();
    long from = GptTable.ALIGNMENT;
    for (Extent stays : kept.stream().sorted(Comparator.comparingLong(Extent::offset)).toList()) {
      add(gaps, from, stays.offset());
      from = Math.max(from, stays.end());
    }
    add(gaps, from, geometry.offset(Math.max(0, GptTable.lastUsableLba(geometry) + 1)));
    return gaps;
  }

  private static void add(List<Extent> gaps, long from, long to) {
    long start = Math.ceilDiv(from, GptTable.ALIGNMENT) * GptTable.ALIGNMENT;
    long end = to / GptTable.ALIGNMENT * GptTable.ALIGNMENT;
    if (end > start) {
      gaps.add(new Extent(start, end - start));
    }
  }
}
