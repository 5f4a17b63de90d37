package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a partition table of the old kind, extended partitions included. */
final class MbrReader {
  private static final int RECORDS = 4;
  private static final int RECORD_SIZE = 16;

  /** More than anybody has; a chain that was made to harm could go on for ever. */
  private static final int MAX_LOGICAL = 128;

  private final Disk disk;
  private final int sectorSize;
  private final List<MbrPartition> found = new ArrayList<>();

  private MbrReader(Disk disk, int sectorSize) {
    this.disk = disk;
    this.sectorSize = sectorSize;
  }

  static FoundTable read(Disk disk, int sectorSize) {
    return disk.size() < 512 ? new FoundTable.None() : new MbrReader(disk, sectorSize).read();
  }

  private FoundTable read() {
    Optional<ByteBuffer> mbr = tableAt(0);
    if (mbr.isEmpty()) {
      return new FoundTable.None();
    }
    for (int record = 0; record < RECORDS; record++) {
      byte flag = mbr.get().get(start(record));
      if (flag != 0 && flag != (byte) 0x80) {
        // The first sector of a FAT or NTFS volume ends in the same two bytes.
        return new FoundTable.None();
      }
      if ((byte) type(mbr.get(), record) == GptEncoder.MBR_TYPE_PROTECTIVE) {
        return new FoundTable.Damaged("a protective MBR without a GPT");
      }
      add(mbr.get(), record, 0, record + 1);
    }
    for (MbrPartition partition : List.copyOf(found)) {
      if (partition.isExtended()) {
        logical(partition.place().offset());
      }
    }
    // Without a partition it is boot code, or the first sector of something else.
    return found.isEmpty() ? new FoundTable.None() : new FoundTable.Mbr(found);
  }

  /** Each logical partition has a table of its own, which names it and where the next one is. */
  private void logical(long extended) {
    Set<Long> seen = new HashSet<>();
    long at = extended;
    for (int number = 5; number < 5 + MAX_LOGICAL && seen.add(at); number++) {
      Optional<ByteBuffer> table = tableAt(at);
      if (table.isEmpty()) {
        return;
      }
      add(table.get(), 0, at, number);
      long next = first(table.get(), 1);
      if (next == 0) {
        return;
      }
      at = extended + next;
    }
  }

  private void add(ByteBuffer table, int record, long base, int number) {
    long count = Integer.toUnsignedLong(table.getInt(start(record) + 12)) * sectorSize;
    int type = type(table, record);
    if (type != 0 && count > 0) {
      Extent place = new Extent(base + first(table, record), count);
      found.add(new MbrPartition(number, type, place));
    }
  }

  /** In bytes from what the record counts from. */
  private long first(ByteBuffer table, int record) {
    return Integer.toUnsignedLong(table.getInt(start(record) + 8)) * sectorSize;
  }

  private static int type(ByteBuffer table, int record) {
    return Byte.toUnsignedInt(table.get(start(record) + 4));
  }

  private static int start(int record) {
    return GptEncoder.MBR_RECORD_OFFSET + record * RECORD_SIZE;
  }

  private Optional<ByteBuffer> tableAt(long offset) {
    if (offset > disk.size() - 512) {
      return Optional.empty();
    }
    ByteBuffer sector =
        ByteBuffer.wrap(disk.read(new Extent(offset, 512))).order(ByteOrder.LITTLE_ENDIAN);
    return sector.getShort(GptEncoder.MBR_SIGNATURE_OFFSET) == GptEncoder.MBR_SIGNATURE
        ? Optional.of(sector)
        : Optional.empty();
  }
}
