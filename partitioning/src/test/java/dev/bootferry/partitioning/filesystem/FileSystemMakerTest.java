package dev.bootferry.partitioning.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileSystemMakerTest {
  private static final UUID ID = UUID.fromString("89abcdef-0123-4567-89ab-cdef01234567");
  private static final Path DEVICE = Path.of("/dev/loop3");

  @ParameterizedTest
  @CsvSource({
    "EXT4, mkfs.ext4 -q -F -L root -U 89abcdef-0123-4567-89ab-cdef01234567 -O verity /dev/loop3",
    "XFS, mkfs.xfs -q -f -L root -m uuid=89abcdef-0123-4567-89ab-cdef01234567 /dev/loop3",
    "BTRFS, mkfs.btrfs -q -f -L root -U 89abcdef-0123-4567-89ab-cdef01234567 /dev/loop3"
  })
  void usesTheOptionsOfBootc(FileSystemType type, String line) {
    FileSystemSpec spec = spec(type, "root", 512);

    assertThat(FileSystemMaker.command(spec, DEVICE, Tools.HOST).line()).isEqualTo(line);
    assertThat(spec.uuid()).isEqualTo(ID.toString());
  }

  @ParameterizedTest
  @CsvSource({"512, 4096, 8", "4096, 512, 1"})
  void fatIsMadeInPlaceOnTheDisk(int sectorSize, String firstSector, int perCluster) {
    FileSystemSpec spec = spec(FileSystemType.VFAT, "EFI-SYSTEM", sectorSize);

    assertThat(FileSystemMaker.command(spec, Path.of("/dev/vdb"), Tools.HOST).line())
        .isEqualTo(
            "mkfs.vfat -I -F 32 -s "
                + perCluster
                + " -S "
                + sectorSize
                + " -n EFI-SYSTEM -i 89abcdef -h "
                + firstSector
                + " --offset="
                + firstSector
                + " /dev/vdb 524288");
    assertThat(spec.uuid()).isEqualTo("89AB-CDEF");
  }

  @Test
  void usesTheToolsOfAnImage() {
    Tools tools = new Tools(List.of("chroot", "/img"), Map.of("MKE2FS_CONFIG", "/etc/mke2fs.conf"));

    Command command =
        FileSystemMaker.command(spec(FileSystemType.EXT4, "root", 512), DEVICE, tools);

    assertThat(command.argv()).startsWith("chroot", "/img", "mkfs.ext4");
    assertThat(command.environment()).containsEntry("MKE2FS_CONFIG", "/etc/mke2fs.conf");
  }

  @ParameterizedTest
  @EnumSource(FileSystemType.class)
  void refusesWhatTheTypeCannotBe(FileSystemType type) {
    Extent tooSmall = new Extent(1 << 20, type.minimum().bytes() - 4096);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileSystemSpec(type, "root", ID, tooSmall, 512));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(type, "x".repeat(type.labelLimit() + 1), 512));
    assertThatIllegalArgumentException().isThrownBy(() -> spec(type, "-n", 512));
  }

  @Test
  void knowsRootTypesByName() {
    assertThat(FileSystemType.rootType("xfs")).isEqualTo(FileSystemType.XFS);
    for (String name : List.of("vfat", "XFS", "zfs", "")) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> FileSystemType.rootType(name))
          .satisfies(e ->
              assertThat(e.problem().code()).isEqualTo(PartitioningProblem.FILE_SYSTEM_UNKNOWN))
          .satisfies(e -> assertThat(e.problem().fix()).contains("ext4, xfs, btrfs"));
    }
  }

  @Test
  void aFailedCheckSaysWhatTheToolSaid() {
    FileSystemCheck check =
        new FileSystemCheck(
            _ -> new CommandResult(4, "Inode 12 is wrong".getBytes(UTF_8), "e2fsck 1.47"),
            Tools.HOST);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> check.check(FileSystemType.EXT4, DEVICE))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.FILE_SYSTEM_DAMAGED))
        .withMessageContaining("e2fsck -f -n /dev/loop3 ended with status 4")
        .withMessageContaining("Inode 12 is wrong");
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  static FileSystemSpec spec(FileSystemType type, String label, int sectorSize) {
    return new FileSystemSpec(type, label, ID, new Extent(2 << 20, 512 << 20), sectorSize);
  }
}
