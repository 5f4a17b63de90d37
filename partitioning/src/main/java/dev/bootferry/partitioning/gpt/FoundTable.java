package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.util.List;

/** What the first and last sectors of a disk say about its partitions. */
public sealed interface FoundTable {
  /** Where the partitions lie that it names, in bytes; also those that reach beyond the disk. */
  List<Extent> extents();

  /** For people: what is there. */
  String title();

  /** No table of a kind known here. */
  record None() implements FoundTable {
    @Override
    public List<Extent> extents() {
      return List.of();
    }

    @Override
    public String title() {
      return "no partition table";
    }
  }

  /** A table of the old kind. */
  record Mbr(List<MbrPartition> partitions) implements FoundTable {
    public Mbr {
      partitions = List.copyOf(partitions);
    }

    @Override
    public List<Extent> extents() {
      return partitions.stream().map(MbrPartition::place).toList();
    }

    @Override
    public String title() {
      return "an MBR partition table with "
          + count((int) partitions.stream().filter(p -> !p.isExtended()).count());
    }
  }

  /**
   * A table with at least one good copy.
   *
   * @param defects in words, such as a damaged backup; empty when all is well
   */
  record Gpt(
      DiskGeometry geometry, Guid diskId, List<GptPartition> partitions, List<String> defects)
      implements FoundTable {
    public Gpt {
      partitions = List.copyOf(partitions);
      defects = List.copyOf(defects);
    }

    @Override
    public List<Extent> extents() {
      return partitions.stream().map(p -> p.extent(geometry)).toList();
    }

    @Override
    public String title() {
      String names = String.join(", ", partitions.stream().map(GptPartition::title).toList());
      return "a GPT with " + count(partitions.size()) + (names.isEmpty() ? "" : ": " + names);
    }

    /** Whether this is that table, whole and without a defect. */
    public boolean agreesWith(GptTable table) {
      return defects.isEmpty()
          && geometry.equals(table.geometry())
          && diskId.equals(table.diskId())
          && partitions.equals(table.partitions());
    }
  }

  /** Signs of a table, none of whose copies can be trusted. */
  record Damaged(String why) implements FoundTable {
    @Override
    public List<Extent> extents() {
      return List.of();
    }

    @Override
    public String title() {
      return "a damaged partition table (" + why + ")";
    }
  }

  private static String count(int partitions) {
    return partitions == 1 ? "1 partition" : partitions + " partitions";
  }
}
