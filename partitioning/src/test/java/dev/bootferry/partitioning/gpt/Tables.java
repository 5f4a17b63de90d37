package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.DiskGeometry;
import java.util.List;
import java.util.UUID;

/** Tables to test with, always the same. */
final class Tables {
  static final Guid DISK = Guid.parse("01234567-89AB-CDEF-0123-456789ABCDEF");
  static final Guid FIRST = Guid.parse("11111111-2222-3333-4444-555555555555");
  static final Guid SECOND = Guid.parse("AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE");

  private Tables() {}

  /** An ESP of 1 MiB at 1 MiB, and a root from 2 MiB with this size. */
  static GptTable table(DiskGeometry geometry, long rootBytes) {
    long mib = GptTable.ALIGNMENT / geometry.sectorSize();
    long rootSectors = rootBytes / geometry.sectorSize();
    return new GptTable(
        geometry,
        DISK,
        List.of(
            partition(1, PartitionType.EFI_SYSTEM, FIRST, mib, 2 * mib - 1, "EFI-SYSTEM"),
            partition(
                2, PartitionType.ROOT_X86_64, SECOND, 2 * mib, 2 * mib + rootSectors - 1, "root")));
  }

  static GptTable small(int sectorSize) {
    return table(DiskGeometry.ofBytes(8 << 20, sectorSize), 4 << 20);
  }

  static GptPartition partition(
      int number, PartitionType type, Guid id, long first, long last, String name) {
    return new GptPartition(number, type.guid(), id, first, last, 0, name);
  }

  static Guid id(long number) {
    return new Guid(new UUID(1, number));
  }
}
