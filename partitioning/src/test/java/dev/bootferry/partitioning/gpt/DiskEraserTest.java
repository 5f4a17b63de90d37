package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.disk.MemoryDisk;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskEraserTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 24 * MIB;

  @Test
  void erasesBothEndsAndTheEndsOfEachPartition() {
    MemoryDisk disk = full();

    DiskEraser.erase(
        disk,
        List.of(new Extent(12 * MIB, 4 * MIB), new Extent(18 * MIB, 512), new Extent(1L << 50, 9)));

    for (int mib : List.of(0, 7, 12, 15, 23)) {
      assertThat(holdsOnly(0, disk.read(new Extent((long) mib * MIB, MIB))))
          .as("MiB " + mib)
          .isTrue();
    }
    for (int mib : List.of(8, 11, 13, 14, 16, 22)) {
      assertThat(holdsOnly(1, disk.read(new Extent((long) mib * MIB, MIB))))
          .as("MiB " + mib)
          .isTrue();
    }
    assertThat(holdsOnly(0, disk.read(new Extent(18L * MIB, 512)))).isTrue();
    assertThat(holdsOnly(1, disk.read(new Extent(18L * MIB + 512, 512)))).isTrue();
  }

  @Test
  void makesTheFirstSectorsDurableBeforeAllElse() {
    MemoryDisk disk = full().cutAfter(2);

    try {
      DiskEraser.erase(disk, List.of());
    } catch (MemoryDisk.PowerCut e) {
      // What is left is looked at below.
    }

    MemoryDisk found = disk.afterPowerCut(new java.util.Random(1));
    assertThat(holdsOnly(0, found.read(new Extent(0, 4096)))).isTrue();
    assertThat(holdsOnly(1, found.read(new Extent(8192, 512)))).isTrue();
  }

  @Test
  void writesNothingWhereNothingIs() {
    // Only the two forces are allowed: a sparse file stays sparse.
    MemoryDisk disk = new MemoryDisk(SIZE).cutAfter(2);

    DiskEraser.erase(disk, List.of(new Extent(MIB, MIB)));

    assertThat(holdsOnly(0, disk.read(new Extent(0, SIZE)))).isTrue();
  }

  @Test
  void erasesADiskSmallerThanItsEnds() {
    MemoryDisk disk = new MemoryDisk(100_000);
    disk.write(99_999, new byte[] {1});
    disk.write(0, new byte[] {1});

    DiskEraser.erase(disk, List.of());

    assertThat(holdsOnly(0, disk.read(new Extent(0, 100_000)))).isTrue();
  }

  private static boolean holdsOnly(int value, byte[] bytes) {
    byte[] expected = new byte[bytes.length];
    Arrays.fill(expected, (byte) value);
    return Arrays.equals(bytes, expected);
  }

  private static MemoryDisk full() {
    MemoryDisk disk = new MemoryDisk(SIZE);
    byte[] ones = new byte[SIZE];
    Arrays.fill(ones, (byte) 1);
    disk.write(0, ones);
    disk.force();
    return disk;
  }
}
