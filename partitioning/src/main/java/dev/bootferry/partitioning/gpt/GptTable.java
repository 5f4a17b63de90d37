package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as we write it: partitions inside the usable sectors, none over another.
 *
 * @param geometry of the whole disk
 * @param diskId identity of the disk; never zero
 * @param partitions by number
 */
public record GptTable(DiskGeometry geometry, Guid diskId, List<GptPartition> partitions) {
  /** Entries of a table; the specification wants 16 KiB at least. */
  static final int ENTRY_COUNT = 128;

  static final int ENTRY_SIZE = 128;

  /** Where partitions begin, in bytes: right for every disk, flash memory and RAID in use. */
  public static final long ALIGNMENT = 1L << 20;

  public GptTable {
    if (diskId.equals(Guid.ZERO)) {
      throw new IllegalArgumentException("a disk without an identity");
    }
    partitions = partitions.stream().sorted(Comparator.comparingInt(GptPartition::number)).toList();
    if (firstUsableLba(geometry) > lastUsableLba(geometry)) {
      throw new IllegalArgumentException("no room for a table in " + geometry.bytes() + " bytes");
    }
    Set<Integer> numbers = new HashSet<>();
    Set<Guid> ids = new HashSet<>(Set.of(diskId, Guid.ZERO));
    for (GptPartition partition : partitions) {
      check(geometry, partition);
      if (partition.number() > ENTRY_COUNT || !numbers.add(partition.number())) {
        throw new IllegalArgumentException("two partitions " + partition.number());
      }
      if (!ids.add(partition.id())) {
        throw new IllegalArgumentException("not unique: " + partition.id());
      }
    }
    checkOrder(partitions);
  }

  private static void check(DiskGeometry geometry, GptPartition partition) {
    if (partition.firstLba() < firstUsableLba(geometry)
        || partition.lastLba() > lastUsableLba(geometry)) {
      throw new IllegalArgumentException("outside the usable sectors: " + partition);
    }
  }

  private static void checkOrder(List<GptPartition> partitions) {
    List<GptPartition> byPlace =
        partitions.stream().sorted(Comparator.comparingLong(GptPartition::firstLba)).toList();
    for (int i = 1; i < byPlace.size(); i++) {
      if (byPlace.get(i).firstLba() <= byPlace.get(i - 1).lastLba()) {
        throw new IllegalArgumentException(byPlace.get(i) + " lies over " + byPlace.get(i - 1));
      }
    }
  }

  /** Sectors that the entries take, at each end of the disk. */
  static long entrySectors(DiskGeometry geometry) {
    return Math.ceilDiv(ENTRY_COUNT * ENTRY_SIZE, geometry.sectorSize());
  }

  /** The first sector that a partition may take: behind MBR, header and entries. */
  public static long firstUsableLba(DiskGeometry geometry) {
    return 2 + entrySectors(geometry);
  }

  /** The last sector that a partition may take: before the backup of entries and header. */
  public static long lastUsableLba(DiskGeometry geometry) {
    return geometry.lastLba() - entrySectors(geometry) - 1;
  }

  /** The first partition of this type. */
  public Optional<GptPartition> find(PartitionType type) {
    return partitions.stream().filter(p -> p.type().equals(type.guid())).findFirst();
  }

  /** Where a partition of this table lies, in bytes. */
  public Extent extent(GptPartition partition) {
    return partition.extent(geometry);
  }
}
