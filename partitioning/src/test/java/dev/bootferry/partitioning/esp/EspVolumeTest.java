package dev.bootferry.partitioning.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.process.StreamingRunner.Feed;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemMaker;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.filesystem.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
@Timeout(120)
class EspVolumeTest {
  private static final long MIB = 1L << 20;

  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;
  private Path image;
  private EspVolume esp;

  @BeforeEach
  void makeVolume() {
    image = folder.resolve("disk with space.img");
    make(512);
  }

  private void make(int sectorSize) {
    DiskFile.resize(image, 300 * MIB);
    Extent place = new Extent(2 * MIB, 280 * MIB);
    FileSystemSpec spec =
        new FileSystemSpec(FileSystemType.VFAT, "EFI-SYSTEM", UUID.randomUUID(), place, sectorSize);
    new FileSystemMaker(runner, Tools.HOST).make(spec, image);
    esp = new EspVolume(runner, runner, image, place.offset());
  }

  @Test
  void writesAndReadsBack() {
    assertThat(esp.list()).isEmpty();

    List<EspFile> written =
        esp.write(
            files(
                "EFI/debian/grub.cfg", text("search"),
                "EFI/BOOT/BOOTX64.EFI", bytes(5_000_000),
                "startup.nsh", text("")));

    assertThat(written)
        .extracting(file -> file.path().value())
        .containsExactly("EFI/BOOT/BOOTX64.EFI", "EFI/debian/grub.cfg", "startup.nsh");
    assertThat(written.getFirst())
        .isEqualTo(
            new EspFile(
                new EspPath("EFI/BOOT/BOOTX64.EFI"),
                5_000_000,
                Digest.sha256(new byte[5_000_000])));
    assertThat(esp.list())
        .extracting(EspPath::value)
        .containsExactly("EFI/BOOT/BOOTX64.EFI", "EFI/debian/grub.cfg", "startup.nsh");
    assertThat(read("EFI/debian/grub.cfg")).isEqualTo("search");
    esp.verify(written);
  }

  @Test
  void worksWithLargeSectors() {
    make(4096);

    List<EspFile> written = esp.write(files("EFI/BOOT/x.efi", bytes(100_000)));

    assertThat(written.getFirst().size()).isEqualTo(100_000);
  }

  @Test
  void replacesAFileWhateverTheCaseOfItsName() {
    List<EspFile> _ = esp.write(files("EFI/BOOT/grub.cfg", text("old and longer")));

    List<EspFile> _ = esp.write(files("efi/boot/GRUB.CFG", text("new")));

    assertThat(read("EFI/BOOT/grub.cfg")).isEqualTo("new");
    assertThat(esp.list()).hasSize(1);
  }

  @Test
  void saysThatThePartitionIsFull() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> {
          List<EspFile> _ = esp.write(files("big", bytes((int) (290 * MIB))));
        })
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.ESP_FILE_DIFFERS))
        .withMessageContaining("big")
        .withMessageContaining(image.toString());
  }

  @Test
  void findsAFlippedBit() {
    List<EspFile> written = esp.write(files("EFI/BOOT/x", text("a very special content")));
    try (DiskFile disk = DiskFile.open(image)) {
      byte[] all = disk.read(new Extent(0, 16 * MIB));
      int at = new String(all, StandardCharsets.ISO_8859_1).indexOf("a very special");
      disk.write(at, new byte[] {'A'});
    }

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> esp.verify(written))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.ESP_FILE_DIFFERS))
        .withMessageContaining("its content is sha256:");
  }

  @Test
  void aMissingFileIsAnError() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> esp.describe(new EspPath("absent")))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.COMMAND_FAILED));
  }

  @Test
  void whatIsNoFatVolumeIsAnErrorAndNotEmpty() {
    EspVolume nothing = new EspVolume(runner, runner, image, 290 * MIB);

    assertThatExceptionOfType(ProblemException.class).isThrownBy(nothing::list);
  }

  private String read(String path) {
    return esp.read(new EspPath(path), in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static SortedMap<EspPath, Feed> files(Object... pairs) {
    SortedMap<EspPath, Feed> files = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      files.put(new EspPath((String) pairs[i]), (Feed) pairs[i + 1]);
    }
    return files;
  }

  private static Feed text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Feed bytes(int count) {
    return out -> {
      byte[] block = new byte[65536];
      for (int left = count; left > 0; left -= block.length) {
        out.write(block, 0, Math.min(left, block.length));
      }
    };
  }
}
