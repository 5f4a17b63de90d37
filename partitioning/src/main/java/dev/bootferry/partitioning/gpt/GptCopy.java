package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of the two copies of a table, as it was found. */
sealed interface GptCopy {
  /** What is wrong with it; empty when it is good or when there is none at all. */
  Optional<String> fault();

  /** No sign of a table. */
  record Absent() implements GptCopy {
    @Override
    public Optional<String> fault() {
      return Optional.empty();
    }
  }

  /** A header that cannot be trusted, or entries that cannot. */
  record Bad(String why) implements GptCopy {
    @Override
    public Optional<String> fault() {
      return Optional.of(why);
    }
  }

  /** A header and entries whose checksums are right and whose numbers make sense. */
  record Good(Guid diskId, List<GptPartition> partitions) implements GptCopy {
    public Good {
      partitions = List.copyOf(partitions);
    }

    @Override
    public Optional<String> fault() {
      return Optional.empty();
    }

    boolean sameContent(Good other) {
      return equals(other);
    }

    FoundTable.Gpt table(DiskGeometry geometry, List<String> defects) {
      return new FoundTable.Gpt(geometry, diskId, partitions, defects);
    }
  }

  /** More than any tool makes; a damaged header must not make us read gigabytes. */
  int MAX_ENTRIES_SIZE = 1 << 20;

  /** Reads the copy whose header is at this sector. */
  static GptCopy read(Disk disk, DiskGeometry geometry, long lba) {
    int sectorSize = geometry.sectorSize();
    byte[] sector = disk.read(new Extent(geometry.offset(lba), sectorSize));
    ByteBuffer header = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getLong(0) != GptEncoder.SIGNATURE) {
      return new Absent();
    }
    int headerSize = header.getInt(12);
    if (headerSize < GptEncoder.HEADER_SIZE || headerSize > sectorSize) {
      return new Bad("a header of " + headerSize + " bytes");
    }
    int headerCrc = header.getInt(GptEncoder.HEADER_CRC_OFFSET);
    header.putInt(GptEncoder.HEADER_CRC_OFFSET, 0);
    if (GptEncoder.crc(sector, headerSize) != headerCrc) {
      return new Bad("the checksum of its header is wrong");
    }
    if (header.getLong(24) != lba) {
      return new Bad("its header belongs to sector " + header.getLong(24));
    }
    return entries(disk, geometry, header);
  }

  private static GptCopy entries(Disk disk, DiskGeometry geometry, ByteBuffer header) {
    Guid diskId = Guid.readFrom(header.position(56));
    long lba = header.getLong(72);
    long count = Integer.toUnsignedLong(header.getInt(80));
    long size = Integer.toUnsignedLong(header.getInt(84));
    if (size < 128 || size % 128 != 0 || count > MAX_ENTRIES_SIZE / size) {
      return new Bad(count + " entries of " + size + " bytes");
    }
    long bytes = count * size;
    if (lba < 2 || lba > geometry.lastLba() || geometry.bytes() - geometry.offset(lba) < bytes) {
      return new Bad("entries at sector " + lba);
    }
    byte[] entries = bytes == 0 ? new byte[0] : disk.read(new Extent(geometry.offset(lba), bytes));
    if (GptEncoder.crc(entries, entries.length) != header.getInt(88)) {
      return new Bad("the checksum of its entries is wrong");
    }
    try {
      return new Good(diskId, partitions(entries, (int) size, geometry));
    } catch (IllegalArgumentException e) {
      return new Bad(String.valueOf(e.getMessage()));
    }
  }

  private static List<GptPartition> partitions(byte[] entries, int size, DiskGeometry geometry) {
    List<GptPartition> partitions = new ArrayList<>();
    for (int i = 0; i < entries.length / size; i++) {
      ByteBuffer entry =
          ByteBuffer.wrap(entries, i * size, size).slice().order(ByteOrder.LITTLE_ENDIAN);
      Guid type = Guid.readFrom(entry);
      Guid id = Guid.readFrom(entry);
      long first = entry.getLong();
      long last = entry.getLong();
      long attributes = entry.getLong();
      if (type.equals(Guid.ZERO)) {
        continue;
      }
      if (last > geometry.lastLba()) {
        throw new IllegalArgumentException("partition " + (i + 1) + " ends behind the disk");
      }
      byte[] name = new byte[GptPartition.NAME_LENGTH * 2];
      entry.get(name);
      String text = new String(name, StandardCharsets.UTF_16LE);
      int end = text.indexOf('\0');
      partitions.add(
          new GptPartition(
              i + 1, type, id, first, last, attributes, end < 0 ? text : text.substring(0, end)));
    }
    return partitions;
  }
}
