package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.disk.MemoryDisk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A table of which one partition stays, from before an installation to its end. */
class GptReplaceTest {
  private static final DiskGeometry GEOMETRY = DiskGeometry.ofBytes(8 << 20, 512);
  private static final GptPartition KEPT =
      Tables.partition(3, PartitionType.LINUX_DATA, Tables.id(3), 8192, 10239, "var");
  private static final GptTable OLD =
      new GptTable(
          GEOMETRY,
          Tables.DISK,
          List.of(
              Tables.partition(1, PartitionType.ROOT_X86_64, Tables.id(1), 2048, 8191, "old"),
              KEPT));
  private static final GptTable NEW =
      new GptTable(
          GEOMETRY,
          Tables.id(9),
          List.of(
              Tables.partition(1, PartitionType.EFI_SYSTEM, Tables.id(5), 2048, 4095, "ESP"),
              Tables.partition(2, PartitionType.ROOT_X86_64, Tables.id(6), 4096, 8191, "root"),
              KEPT));
  private static final GptTable BETWEEN = new GptTable(GEOMETRY, Tables.id(9), List.of(KEPT));

  private static void install(MemoryDisk disk) {
    new GptWriter(disk, BETWEEN).replace(new byte[0]);
    DiskEraser.eraseAround(
        disk,
        List.of(
            new Extent(1 << 20, 3 << 20),
            KEPT.extent(GEOMETRY),
            // As only a hostile table has them: over the tables themselves.
            new Extent(512, 4096),
            new Extent((8 << 20) - 512, 1 << 20)),
        List.of(KEPT.extent(GEOMETRY)));
    new GptWriter(disk, NEW).replace(new byte[] {(byte) 0xEB});
  }

  /** Whenever the power fails, the partition that stays is in a table that can be read. */
  @Test
  void whatStaysIsThereAtEveryInstant() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    MemoryDisk old = new MemoryDisk(8 << 20);
    byte[] content = new byte[1 << 20];
    random.nextBytes(content);
    old.write(KEPT.extent(GEOMETRY).offset(), content);
    old.write(1 << 20, content);
    GptWriter before = new GptWriter(old, OLD);
    before.stage();
    before.publish(new byte[] {(byte) 0xEB});

    int actions = 0;
    boolean finished = false;
    for (; !finished; actions++) {
      MemoryDisk disk = old.copy().cutAfter(actions);
      try {
        install(disk);
        finished = true;
      } catch (MemoryDisk.PowerCut e) {
        // What is left is looked at below.
      }
      for (int round = 0; round < 8; round++) {
        MemoryDisk found = disk.afterPowerCut(random);
        assertThat(found.read(new Extent(510, 2))).containsExactly(0x55, 0xAA);
        assertThat(found.read(KEPT.extent(GEOMETRY))).isEqualTo(content);
        assertThat(GptReader.read(found, 512))
            .as("after %d actions", actions)
            .isInstanceOfSatisfying(
                FoundTable.Gpt.class,
                gpt ->
                    assertThat(List.of(OLD, BETWEEN, NEW).stream().map(GptTable::partitions))
                        .contains(gpt.partitions()));
      }
    }
    assertThat(actions).isGreaterThan(15);
  }

  @Test
  void nothingElseIsLeftOfTheOldOnes() {
    MemoryDisk disk = new MemoryDisk(8 << 20);
    byte[] ones = new byte[8 << 20];
    java.util.Arrays.fill(ones, (byte) 1);
    disk.write(0, ones);
    new GptWriter(disk, OLD).stage();
    install(disk);
    assertThat(disk.read(new Extent(1 << 20, 3 << 20))).containsOnly(0);
    assertThat(disk.read(KEPT.extent(GEOMETRY))).containsOnly(1);
    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class, gpt -> assertThat(gpt.agreesWith(NEW)).isTrue());
  }
}
