package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.disk.MemoryDisk;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptWriterTest {
  private static final int SIZE = 8 << 20;

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void writesWhatIsReadBack(int sectorSize) {
    MemoryDisk disk = new MemoryDisk(SIZE);
    GptTable table = Tables.small(sectorSize);
    GptWriter writer = new GptWriter(disk, table);

    writer.stage();
    writer.publish(new byte[0]);

    assertThat(GptReader.read(disk, sectorSize))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class,
            gpt -> {
              assertThat(gpt.defects()).isEmpty();
              assertThat(gpt.agreesWith(table)).isTrue();
              assertThat(gpt.title())
                  .isEqualTo(
                      "a GPT with 2 partitions: EFI system \"EFI-SYSTEM\", root (x86-64)"
                          + " \"root\"");
            });
  }

  /** Whenever the power fails, over an old table, the disk has no first sector or a whole one. */
  @Test
  void isNotRecognisedUntilTheLastSector() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    byte[] code = new byte[440];
    Arrays.fill(code, (byte) 0xEB);
    GptTable table = Tables.small(512);
    MemoryDisk old = new MemoryDisk(SIZE);
    write(old, Tables.table(table.geometry(), 3 << 20), new byte[0]);
    byte[] oldMbr = old.read(new Extent(0, 512));
    byte[] newMbr = new GptEncoder(table).protectiveMbr(code);

    int actions = 0;
    boolean finished = false;
    for (; !finished; actions++) {
      MemoryDisk disk = old.copy().cutAfter(actions);
      try {
        write(disk, table, code);
        finished = true;
      } catch (MemoryDisk.PowerCut e) {
        // What is left is looked at below.
      }
      for (int round = 0; round < 8; round++) {
        MemoryDisk found = disk.afterPowerCut(random);
        byte[] mbr = found.read(new Extent(0, 512));
        if (Arrays.equals(mbr, newMbr)) {
          assertThat(GptReader.read(found, 512))
              .isInstanceOfSatisfying(
                  FoundTable.Gpt.class, gpt -> assertThat(gpt.agreesWith(table)).isTrue());
        } else if (Arrays.equals(mbr, oldMbr)) {
          assertThat(GptReader.read(found, 512))
              .isInstanceOfSatisfying(
                  FoundTable.Gpt.class, gpt -> assertThat(gpt.defects()).isEmpty());
        } else {
          assertThat(mbr).containsOnly(0);
        }
      }
    }
    assertThat(actions).isGreaterThan(8);
  }

  @Test
  void doesNotPublishWhatHasChanged() {
    MemoryDisk disk = new MemoryDisk(SIZE);
    GptWriter writer = new GptWriter(disk, Tables.small(512));
    writer.stage();
    disk.write(2 * 512 + 56, new byte[] {'Z'});

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> writer.publish(new byte[0]))
        .satisfies(e ->
            assertThat(e.problem().code()).isEqualTo(PartitioningProblem.PARTITION_TABLE_DIFFERS))
        .withMessageContaining("primary entries at sector 2");
    assertThat(disk.read(new Extent(0, 512))).containsOnly(0);
  }

  @Test
  void refusesATableForAnotherDisk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GptWriter(new MemoryDisk(SIZE - 512), Tables.small(512)));
  }

  @Test
  void bearsAnIncompleteLastSector() {
    MemoryDisk disk = new MemoryDisk(SIZE + 100);
    GptTable table = Tables.small(512);

    write(disk, table, new byte[0]);

    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class, gpt -> assertThat(gpt.agreesWith(table)).isTrue());
  }

  @Test
  void saysWhenTheDiskFails() {
    MemoryDisk disk = new MemoryDisk(SIZE).cutAfter(0);

    assertThatThrownBy(() -> new GptWriter(disk, Tables.small(512)).stage())
        .isInstanceOf(MemoryDisk.PowerCut.class);
  }

  private static void write(MemoryDisk disk, GptTable table, byte[] code) {
    GptWriter writer = new GptWriter(disk, table);
    writer.stage();
    writer.publish(code);
  }
}
