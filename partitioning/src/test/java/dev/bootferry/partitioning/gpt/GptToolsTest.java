package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our tables before the tools that everybody uses. */
@Tag("system")
@Timeout(120)
class GptToolsTest {
  private static final long MIB = 1L << 20;

  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "512, 8388608",
    "512, 10737418240",
    "512, 3298534883328",
    "512, 10737418752",
    "4096, 8388608",
    "4096, 10737418240",
    "4096, 3298534883328"
  })
  void toolsHaveNothingToSay(int sectorSize, long bytes) {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, bytes);
    DiskGeometry geometry = DiskGeometry.ofBytes(bytes, sectorSize);
    GptTable table = Tables.table(geometry, (bytes - 3 * MIB) / MIB * MIB);
    write(image, table);

    try (LoopDevice loop = LoopDevice.attach(image, LoopOptions.whole(sectorSize).asReadOnly())) {
      String device = loop.path().toString();
      assertThat(said("sgdisk", "-v", device))
          .contains("No problems found")
          .doesNotContain("arning");
      assertThat(said("sfdisk", "--verify", device))
          .contains("No errors detected")
          .doesNotContain("arning");
      compare(
          table,
          Json.readObject(runner.run(Command.of("sfdisk", "--json", device)).output(), "sfdisk"));
      assertThat(said("blkid", "-p", device)).contains("PTTYPE=\"gpt\"");
    }
  }

  private static void compare(GptTable table, JsonObject dump) {
    JsonObject found = dump.object("partitiontable");
    assertThat(found.string("id")).contains(table.diskId().toString());
    assertThat(found.number("lastlba")).contains(GptTable.lastUsableLba(table.geometry()));
    List<JsonValue> partitions = found.array("partitions");
    assertThat(partitions).hasSameSizeAs(table.partitions());
    for (GptPartition expected : table.partitions()) {
      JsonObject partition = (JsonObject) partitions.get(expected.number() - 1);
      assertThat(partition.number("start")).contains(expected.firstLba());
      assertThat(partition.number("size")).contains(expected.sectors());
      assertThat(partition.string("type")).contains(expected.type().toString());
      assertThat(partition.string("uuid")).contains(expected.id().toString());
      assertThat(partition.string("name")).contains(expected.name());
    }
  }

  /** Byte for byte: both copies, and all of the first sector but boot code. */
  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void sgdiskWritesTheSameBytes(int sectorSize) throws Exception {
    Path ours = folder.resolve("ours.img");
    Path theirs = folder.resolve("theirs.img");
    DiskFile.resize(ours, 8 * MIB);
    DiskFile.resize(theirs, 8 * MIB);
    GptTable table = Tables.small(sectorSize);
    write(ours, table);
    try (LoopDevice loop = LoopDevice.attach(theirs, LoopOptions.whole(sectorSize))) {
      CommandResult _ = runner.run(sgdisk(table, loop.path()));
      loop.sync();
    }

    byte[] expected = Files.readAllBytes(theirs);
    byte[] found = Files.readAllBytes(ours);
    int differs = Arrays.mismatch(found, expected);
    assertThat(differs).as("first byte that differs").isEqualTo(-1);
  }

  private static Command sgdisk(GptTable table, Path device) {
    var argv = new java.util.ArrayList<>(List.of("sgdisk", "-U", table.diskId().toString()));
    for (GptPartition partition : table.partitions()) {
      int n = partition.number();
      argv.addAll(
          List.of(
              "-n", n + ":" + partition.firstLba() + ":" + partition.lastLba(),
              "-t", n + ":" + partition.type(),
              "-u", n + ":" + partition.id(),
              "-c", n + ":" + partition.name()));
    }
    argv.add(device.toString());
    return Command.of(argv);
  }

  @Test
  void readsWhatSgdiskWrites() {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64 * MIB);
    CommandResult _ =
        runner.run(
            Command.of("sgdisk", "-a1", "-n1:35:40", "-c1:ümlaut", "-n5:2048:0", image.toString()));

    try (DiskFile disk = DiskFile.openReadOnly(image)) {
      assertThat(GptReader.read(disk, 512))
          .isInstanceOfSatisfying(
              FoundTable.Gpt.class,
              gpt -> {
                assertThat(gpt.defects()).isEmpty();
                assertThat(gpt.extents())
                    .containsExactly(
                        new Extent(35 * 512, 6 * 512), new Extent(MIB, 63 * MIB - 33 * 512));
                assertThat(gpt.title())
                    .isEqualTo("a GPT with 2 partitions: Linux data \"ümlaut\", Linux data");
              });
    }
  }

  @Test
  void stagedIsNoTableToAnybody() {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 8 * MIB);
    try (DiskFile disk = DiskFile.open(image)) {
      new GptWriter(disk, Tables.small(512)).stage();
    }

    assertThat(runner.attempt(Command.of("blkid", "-p", image.toString())).exit()).isEqualTo(2);
    assertThat(runner.attempt(Command.of("sfdisk", "--json", image.toString())).exit())
        .isEqualTo(1);
  }

  @Test
  void anErasedDiskIsEmptyToAnybody() {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64 * MIB);
    write(image, Tables.table(DiskGeometry.ofBytes(64 * MIB, 512), 32 * MIB));
    CommandResult _ =
        runner.run(
            Command.of("mkfs.ext4", "-q", "-F", "-E", "offset=2097152", image.toString(), "32M"));
    List<Extent> partitions;
    try (DiskFile disk = DiskFile.open(image)) {
      partitions = GptReader.read(disk, 512).extents();
      assertThat(said("blkid", "-p", "-O", "2097152", image.toString())).contains("ext4");
      DiskEraser.erase(disk, partitions);
    }

    assertThat(partitions).hasSize(2);
    assertThat(said("wipefs", "--no-act", image.toString())).isEmpty();
    assertThat(runner.attempt(Command.of("blkid", "-p", "-O", "2097152", image.toString())).exit())
        .isEqualTo(2);
  }

  private static void write(Path image, GptTable table) {
    try (DiskFile disk = DiskFile.open(image)) {
      GptWriter writer = new GptWriter(disk, table);
      writer.stage();
      writer.publish(new byte[0]);
    }
  }

  private String said(String... argv) {
    CommandResult result = runner.run(Command.of(argv));
    return result.text() + result.errorTail();
  }
}
