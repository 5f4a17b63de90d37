package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;

/**
 * One used entry of a table.
 *
 * @param number its place in the table, from 1, as in {@code /dev/vda1}
 * @param type what it is for; never zero
 * @param id its own identity
 * @param firstLba its first sector
 * @param lastLba its last sector, which belongs to it
 * @param attributes as the specification numbers the bits
 * @param name at most 36 UTF-16 code units
 */
public record GptPartition(
    int number, Guid type, Guid id, long firstLba, long lastLba, long attributes, String name) {
  static final int NAME_LENGTH = 36;

  public GptPartition {
    if (number < 1) {
      throw new IllegalArgumentException("partitions count from 1: " + number);
    }
    if (type.equals(Guid.ZERO)) {
      throw new IllegalArgumentException("partition " + number + " has no type");
    }
    if (firstLba < 1 || lastLba < firstLba) {
      throw new IllegalArgumentException(
          "partition " + number + " from " + firstLba + " to " + lastLba);
    }
    if (name.length() > NAME_LENGTH || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("partition " + number + " with a name like " + name);
    }
  }

  public long sectors() {
    return lastLba - firstLba + 1;
  }

  /** Where it lies, in bytes. */
  public Extent extent(DiskGeometry geometry) {
    return new Extent(geometry.offset(firstLba), geometry.offset(sectors()));
  }

  /** For people: what it is for and what it is called. */
  public String title() {
    String kind = PartitionType.of(type).map(PartitionType::title).orElseGet(() -> "type " + type);
    return name.isEmpty() || name.equals(kind) ? kind : kind + " \"" + name + "\"";
  }
}
