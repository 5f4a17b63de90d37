package dev.bootferry.partitioning.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real file systems at an offset of an image file, as on a disk without partition nodes. */
@Tag("system")
@Timeout(300)
class FileSystemToolsTest {
  private static final long MIB = 1L << 20;

  private final SystemCommandRunner runner = new SystemCommandRunner();
  private final FileSystemMaker maker = new FileSystemMaker(runner, Tools.HOST);
  private final FileSystemCheck check = new FileSystemCheck(runner, Tools.HOST);

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void makeDisk() {
    image = folder.resolve("disk.img");
    DiskFile.resize(image, 700 * MIB);
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 512", "EXT4, 4096", "XFS, 512", "XFS, 4096", "BTRFS, 512", "BTRFS, 4096"})
  void makesAFileSystemThatMounts(FileSystemType type, int sectorSize) throws Exception {
    FileSystemSpec spec = spec(type, "root", sectorSize);
    Path target = Files.createDirectory(folder.resolve("target"));
    Extent place = spec.place();

    try (LoopDevice loop =
        LoopDevice.attach(image, LoopOptions.part(place.offset(), place.size(), sectorSize))) {
      // Twice: a place that was used before is no hindrance.
      maker.make(spec(type, "old", sectorSize), loop.path());
      maker.make(spec, loop.path());
      try (Mount mount =
          Mount.fileSystem(loop.path().toString(), target, type.mountName(), Set.of(), "")) {
        Files.writeString(target.resolve("file"), "content");
        mount.unmount();
      }
      check.check(type, loop.path());
    }

    assertThat(blkid(place))
        .contains("TYPE=\"" + type.mountName() + "\"")
        .contains(" UUID=\"" + spec.uuid() + "\"")
        .contains("LABEL=\"root\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void makesFatInPlace(int sectorSize) {
    FileSystemSpec spec = spec(FileSystemType.VFAT, "EFI-SYSTEM", sectorSize);

    maker.make(spec, image);

    assertThat(blkid(spec.place()))
        .contains("TYPE=\"vfat\"")
        .contains("VERSION=\"FAT32\"")
        .contains(" UUID=\"" + spec.uuid() + "\"")
        .contains("BLOCK_SIZE=\"" + sectorSize + "\"")
        .contains("LABEL=\"EFI-SYSTEM\"");
    checkFat(spec);
    checkUntouched(spec.place());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void makesFatInPlaceOnADevice(int sectorSize) {
    FileSystemSpec spec = spec(FileSystemType.VFAT, "EFI-SYSTEM", sectorSize);

    try (LoopDevice loop = LoopDevice.attach(image, LoopOptions.whole(sectorSize))) {
      maker.make(spec, loop.path());
      loop.sync();
    }

    checkFat(spec);
    checkUntouched(spec.place());
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 8192", "XFS, 512", "BTRFS, 65600", "VFAT, 16384"})
  void findsDamage(FileSystemType type, int at) {
    FileSystemSpec spec = spec(type, "label", 512);
    try (LoopDevice loop =
        LoopDevice.attach(
            image, LoopOptions.part(spec.place().offset(), spec.place().size(), 512))) {
      FileSystemSpec whole =
          new FileSystemSpec(type, "label", spec.id(), new Extent(0, spec.place().size()), 512);
      maker.make(whole, loop.path());
      check.check(type, loop.path());
      try (DiskFile device = DiskFile.open(loop.path())) {
        device.write(at, "damage".repeat(80).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        device.force();
      }

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> check.check(type, loop.path()))
          .satisfies(e ->
              assertThat(e.problem().code()).isEqualTo(PartitioningProblem.FILE_SYSTEM_DAMAGED));
    }
  }

  @Test
  void theLeastSizeIsEnough() {
    for (FileSystemType type : FileSystemType.values()) {
      Extent place = new Extent(MIB, type.minimum().bytes());
      try (LoopDevice loop =
          LoopDevice.attach(image, LoopOptions.part(place.offset(), place.size(), 512))) {
        Extent whole = new Extent(0, place.size());
        maker.make(new FileSystemSpec(type, "root", UUID.randomUUID(), whole, 512), loop.path());
        check.check(type, loop.path());
      }
    }
  }

  private void checkFat(FileSystemSpec spec) {
    try (LoopDevice loop =
        LoopDevice.attach(
            image,
            LoopOptions.part(spec.place().offset(), spec.place().size(), spec.sectorSize())
                .asReadOnly())) {
      check.check(FileSystemType.VFAT, loop.path());
    }
    try (DiskFile disk = DiskFile.openReadOnly(image)) {
      byte[] boot = disk.read(new Extent(spec.place().offset(), 512));
      var fields = java.nio.ByteBuffer.wrap(boot).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      assertThat(fields.getInt(28))
          .as("hidden sectors")
          .isEqualTo((int) (spec.place().offset() / spec.sectorSize()));
      assertThat((long) fields.getInt(32) * spec.sectorSize())
          .as("size")
          .isLessThanOrEqualTo(spec.place().size());
    }
  }

  private void checkUntouched(Extent place) {
    try (DiskFile disk = DiskFile.openReadOnly(image)) {
      byte[] before = disk.read(new Extent(0, place.offset()));
      assertThat(java.util.Arrays.equals(before, new byte[before.length])).isTrue();
      byte[] behind = disk.read(new Extent(place.end(), 4 * MIB));
      assertThat(java.util.Arrays.equals(behind, new byte[behind.length])).isTrue();
    }
  }

  private String blkid(Extent place) {
    return runner
        .run(
            Command.of(
                "blkid",
                "-p",
                "-O",
                Long.toString(place.offset()),
                "-S",
                Long.toString(place.size()),
                image.toString()))
        .text();
  }

  private static FileSystemSpec spec(FileSystemType type, String label, int sectorSize) {
    return new FileSystemSpec(
        type, label, UUID.randomUUID(), new Extent(2 * MIB, 512 * MIB), sectorSize);
  }
}
