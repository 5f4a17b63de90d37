package dev.bootferry.partitioning.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.disk.MemoryDisk;
import dev.bootferry.partitioning.gpt.DiskEraser;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.GptWriter;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.gpt.PartitionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSaveTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 24 * MIB;

  @TempDir Path folder;

  private Random random;
  private DiskSave save;

  @BeforeEach
  void begin() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    random = new Random(seed);
    save = new DiskSave(folder.resolve("disk.save"));
  }

  /** Whatever was there, and wherever the power fails, undoing brings back every bit. */
  @Test
  void everyEraseIsUndoneBitForBit() throws IOException {
    for (int round = 0; round < 40; round++) {
      MemoryDisk disk = randomDisk();
      byte[] before = all(disk);
      Consumer<Disk> erase = random.nextBoolean() ? erase() : eraseAround(disk);

      boolean _ = save.save(disk, label(disk), erase);
      MemoryDisk found = interrupted(disk, erase, random.nextInt(40));
      if (save.label().isPresent()) {
        SaveLabel _ = save.restore("serial 1", found);
      }

      assertThat(Arrays.mismatch(all(found), before)).as("round " + round).isEqualTo(-1);
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** Stopped, begun again with another plan, stopped again; then the undoing is stopped too. */
  @Test
  void severalRunsAreUndoneAsAWhole() throws IOException {
    for (int round = 0; round < 25; round++) {
      MemoryDisk disk = randomDisk();
      byte[] before = all(disk);
      MemoryDisk found = disk;
      for (int run = 0; run < 3; run++) {
        Consumer<Disk> erase = random.nextBoolean() ? erase() : eraseAround(disk);
        boolean _ = save.save(found, label(found), erase);
        found = interrupted(found, erase, random.nextInt(20));
      }
      for (int attempt = 1; save.label().isPresent(); attempt++) {
        found.cutAfter(random.nextInt(12 * attempt));
        try {
          SaveLabel _ = save.restore("serial 1", found);
        } catch (MemoryDisk.PowerCut e) {
          found = found.afterPowerCut(random);
        }
      }

      assertThat(Arrays.mismatch(all(found), before)).as("round " + round).isEqualTo(-1);
    }
  }

  @Test
  void onlyWhatChangesIsSaved() throws IOException {
    MemoryDisk disk = randomDisk();
    disk.write(0, new byte[SIZE]);
    disk.write(5 * MIB + 512, new byte[] {1});
    assertThat(save.save(disk, label(disk), erase())).isTrue();
    assertThat(Files.size(save.file())).isLessThan(1024);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(save.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void whereNothingChangesNothingIsSaved() throws IOException {
    MemoryDisk disk = new MemoryDisk(SIZE);
    assertThat(save.save(disk, label(disk), erase())).isFalse();
    assertThat(folder).isEmptyDirectory();
    assertRefused(disk, "serial 1", PartitioningProblem.UNDO_NOTHING_SAVED);
  }

  @Test
  void anotherDiskIsRefused() {
    MemoryDisk disk = saved();
    assertRefused(disk, "serial 2", PartitioningProblem.UNDO_OTHER_DISK);
    assertRefused(new MemoryDisk(SIZE + 512), "serial 1", PartitioningProblem.UNDO_OTHER_DISK);
  }

  @Test
  void afterPayloadItIsTooLate() throws IOException {
    MemoryDisk disk = saved();
    save.tooLate();
    assertRefused(disk, "serial 1", PartitioningProblem.UNDO_TOO_LATE);
    assertThat(save.label().orElseThrow().contents()).containsExactly("a GPT");
    assertThat(Files.size(save.file())).as("nothing of the disk is kept").isLessThan(512);
    assertThat(save.save(disk, label(disk), d -> d.write(1 << 21, new byte[] {9}))).isTrue();
    assertThat(save.label().orElseThrow().tooLate()).as("of a later installation").isFalse();
  }

  @Test
  void whatOthersWroteSinceIsNotOverwritten() {
    MemoryDisk disk = saved();
    erase().accept(disk);
    disk.write(7 * MIB + 100, new byte[] {1, 2, 3});
    assertRefused(disk, "serial 1", PartitioningProblem.UNDO_DISK_CHANGED);
  }

  @Test
  void aDamagedSaveIsNeverPutBack() throws IOException {
    MemoryDisk disk = saved();
    byte[] good = Files.readAllBytes(save.file());
    for (int round = 0; round < 100; round++) {
      byte[] bad = good.clone();
      if (round % 2 == 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      Files.write(save.file(), bad);
      assertRefused(disk, "serial 1", PartitioningProblem.UNDO_SAVE_DAMAGED);
    }
  }

  @Test
  void whatCannotBeSavedIsSaidBeforeAnythingIsWritten() {
    MemoryDisk disk = randomDisk();
    DiskSave nowhere = new DiskSave(folder.resolve("missing/disk.save"));
    assertThatThrownBy(() -> nowhere.save(disk, label(disk), erase()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.UNDO_NOT_SAVED));
  }

  private void assertRefused(MemoryDisk disk, String identity, PartitioningProblem code) {
    byte[] before = all(disk);
    assertThatThrownBy(() -> save.restore(identity, disk))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
    assertThat(Arrays.mismatch(all(disk), before)).isEqualTo(-1);
  }

  private MemoryDisk saved() {
    MemoryDisk disk = new MemoryDisk(SIZE);
    byte[] noise = new byte[SIZE];
    random.nextBytes(noise);
    disk.write(0, noise);
    disk.force();
    assertThat(save.save(disk, label(disk), erase())).isTrue();
    return disk;
  }

  private static SaveLabel label(Disk disk) {
    return SaveLabel.of("serial 1", disk.size(), List.of("a GPT"), Instant.EPOCH);
  }

  private MemoryDisk interrupted(MemoryDisk disk, Consumer<Disk> work, int actions) {
    MemoryDisk cut = disk.copy().cutAfter(actions);
    try {
      work.accept(cut);
    } catch (MemoryDisk.PowerCut e) {
      return cut.afterPowerCut(random);
    }
    return cut.cutAfter(Integer.MAX_VALUE);
  }

  private Consumer<Disk> erase() {
    List<Extent> places = places();
    return disk -> DiskEraser.erase(disk, places);
  }

  /** As where a partition stays. */
  private Consumer<Disk> eraseAround(Disk disk) {
    DiskGeometry geometry = DiskGeometry.ofBytes(disk.size(), 512);
    GptPartition kept = partition(4, 36864, 40959);
    GptTable table = new GptTable(geometry, id(), List.of(kept));
    List<Extent> places = places();
    return target -> {
      new GptWriter(target, table).replace(new byte[0]);
      DiskEraser.eraseAround(target, places, List.of(kept.extent(geometry)));
    };
  }

  private List<Extent> places() {
    return Stream.generate(() -> new Extent(random.nextLong(SIZE), 1 + random.nextLong(6 * MIB)))
        .limit(random.nextInt(6))
        .toList();
  }

  private MemoryDisk randomDisk() {
    MemoryDisk disk = new MemoryDisk(SIZE + (random.nextInt(4) == 0 ? random.nextInt(512) : 0));
    for (int i = random.nextInt(200); i > 0; i--) {
      byte[] noise = new byte[1 + random.nextInt(5000)];
      random.nextBytes(noise);
      disk.write(random.nextInt(SIZE - noise.length), noise);
    }
    if (random.nextBoolean()) {
      List<GptPartition> partitions = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        partitions.add(partition(i + 1, 2048 + i * 8192L, 2048 + i * 8192L + 8191));
      }
      GptWriter writer =
          new GptWriter(
              disk, new GptTable(DiskGeometry.ofBytes(disk.size(), 512), id(), partitions));
      writer.stage();
      writer.publish(new byte[] {1, 2, 3});
    }
    disk.force();
    return disk;
  }

  private GptPartition partition(int number, long first, long last) {
    return new GptPartition(
        number, PartitionType.LINUX_DATA.guid(), id(), first, last, 0, "p" + number);
  }

  private Guid id() {
    return new Guid(new UUID(random.nextLong(), random.nextLong()));
  }

  private static byte[] all(MemoryDisk disk) {
    return disk.read(new Extent(0, disk.size()));
  }
}
