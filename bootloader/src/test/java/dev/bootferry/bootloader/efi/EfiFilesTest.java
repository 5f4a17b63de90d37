package dev.bootferry.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.bootloader.FolderImage;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EfiFilesTest {
  @TempDir private Path scratch;
  @TempDir private Path root;

  private final List<List<String>> ran = new ArrayList<>();
  private FolderImage image;
  private GrubTools grub;

  @BeforeEach
  void prepare() {
    image = new FolderImage(root);
    grub = new GrubTools(this::mkimage, "grub-mkimage", scratch);
  }

  private CommandResult mkimage(Command command) {
    ran.add(command.argv());
    try {
      Files.writeString(Path.of(command.argv().get(command.argv().indexOf("-o") + 1)), "made");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CommandResult(0, new byte[0], "");
  }

  private FolderImage debian() throws IOException {
    return image
        .with("usr/lib/shim/shimx64.efi.signed")
        .with("usr/lib/shim/mmx64.efi.signed")
        .with("usr/lib/shim/fbx64.efi.signed")
        .with("usr/lib/shim/BOOTX64.CSV")
        .with(
            "usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed",
            GrubBinaries.withPrefix("/EFI/debian"));
  }

  @Test
  void takesDebiansSignedLoaders() throws IOException {
    List<EfiFile> files = EfiFiles.of(debian(), grub, "12ab");

    assertThat(EfiFiles.signed(image)).isTrue();
    assertThat(files)
        .extracting(EfiFile::path)
        .containsExactly(
            "EFI/BOOT/BOOTX64.EFI",
            "EFI/BOOT/fbx64.efi",
            "EFI/BOOT/grubx64.efi",
            "EFI/BOOT/mmx64.efi",
            "EFI/debian/BOOTX64.CSV",
            "EFI/debian/grub.cfg",
            "EFI/debian/grubx64.efi",
            "EFI/debian/mmx64.efi",
            "EFI/debian/shimx64.efi");
    assertThat(text(files, "EFI/BOOT/BOOTX64.EFI")).isEqualTo("usr/lib/shim/shimx64.efi.signed");
    assertThat(text(files, "EFI/debian/grub.cfg")).contains("--set=root 12ab");
    assertThat(ran).isEmpty();
  }

  @Test
  void leavesTheFallbackOutWhenItWouldFindNothing() throws IOException {
    Files.delete(debian().root().resolve("usr/lib/shim/BOOTX64.CSV"));

    assertThat(EfiFiles.of(image, grub, "12ab"))
        .extracting(EfiFile::path)
        .containsExactly(
            "EFI/BOOT/BOOTX64.EFI",
            "EFI/BOOT/grubx64.efi",
            "EFI/BOOT/mmx64.efi",
            "EFI/debian/grub.cfg");
  }

  @Test
  void takesTreesAsTheyAre() throws IOException {
    String base = "usr/lib/bootupd/updates/EFI/";
    image
        .with(base + "BOOT/BOOTX64.EFI")
        .with(base + "fedora/shimx64.efi")
        .with(base + "fedora/grubx64.efi", GrubBinaries.withPrefix("/EFI/fedora"))
        .with(base + "fedora/GRUB.CFG");

    List<EfiFile> files = EfiFiles.of(image, grub, "12ab");

    assertThat(files)
        .extracting(EfiFile::path)
        .containsExactly(
            "EFI/BOOT/BOOTX64.EFI",
            "EFI/fedora/grub.cfg",
            "EFI/fedora/grubx64.efi",
            "EFI/fedora/shimx64.efi");
    assertThat(text(files, "EFI/fedora/grub.cfg")).contains("12ab");
  }

  @Test
  void takesTreesOfSeveralPackages() throws IOException {
    image
        .with("usr/lib/efi/shim/15.8-3/EFI/BOOT/BOOTX64.EFI")
        .with("usr/lib/efi/grub2/2.12-1/EFI/fedora/grubx64.efi", GrubBinaries.withPrefix(""))
        .with("usr/lib/efi/README");

    assertThat(EfiFiles.of(image, grub, "12ab"))
        .extracting(EfiFile::path)
        .containsExactly("EFI/BOOT/BOOTX64.EFI", "EFI/fedora/grub.cfg", "EFI/fedora/grubx64.efi");
  }

  @Test
  void makesAnUnsignedOneOtherwise() throws IOException {
    List<EfiFile> files = EfiFiles.of(image, grub, "12ab", EfiArchitecture.AA64);

    assertThat(EfiFiles.signed(image)).isFalse();
    assertThat(files).extracting(EfiFile::path).containsExactly("EFI/BOOT/BOOTAA64.EFI");
    assertThat(text(files, "EFI/BOOT/BOOTAA64.EFI")).isEqualTo("made");
    assertThat(ran.getFirst()).contains("arm64-efi");
  }

  @Test
  void readsThePrefixOfGrubOnly() {
    assertThat(GrubPrefix.of(GrubBinaries.withPrefix("/EFI/debian"))).contains("/EFI/debian");
    assertThat(GrubPrefix.of(GrubBinaries.withPrefix(""))).isEmpty();
    assertThat(GrubPrefix.of(new byte[0])).isEmpty();
    assertThat(GrubPrefix.of(new byte[4096])).isEmpty();
    byte[] whole = GrubBinaries.withPrefix("/EFI/debian");
    for (int length = 0; length < 0x300; length++) {
      assertThat(GrubPrefix.of(Arrays.copyOf(whole, length))).as("cut to %d", length).isEmpty();
    }
  }

  private static String text(List<EfiFile> files, String path) throws IOException {
    for (EfiFile file : files) {
      if (file.path().equals(path)) {
        return new String(file.bytes(), StandardCharsets.ISO_8859_1);
      }
    }
    throw new AssertionError("no " + path);
  }
}
