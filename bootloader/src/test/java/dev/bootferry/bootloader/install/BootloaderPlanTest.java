package dev.bootferry.bootloader.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.bootloader.FolderImage;
import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.efi.GrubBinaries;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.bootloader.install.BootloaderPlan.Disk;
import dev.bootferry.bootloader.install.BootloaderPlan.Kind;
import dev.bootferry.bootloader.install.BootloaderPlan.Start;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootloaderPlanTest {
  private static final Disk BOTH = new Disk(512, true, true);

  @TempDir private Path root;
  @TempDir private Path scratch;

  private FolderImage grubImage() throws IOException {
    byte[] boot = new byte[512];
    boot[510] = 0x55;
    boot[511] = (byte) 0xAA;
    return new FolderImage(root)
        .with("usr/lib/grub/i386-pc/boot.img", boot)
        .with("usr/lib/grub/x86_64-efi/normal.mod");
  }

  private FolderImage signedImage() throws IOException {
    return grubImage()
        .with("usr/lib/shim/shimx64.efi.signed")
        .with(
            "usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed",
            GrubBinaries.withPrefix("/EFI/debian"));
  }

  private static BootloaderOffer offer(FolderImage image) throws IOException {
    return BootloaderOffer.of(image, Optional.of(EfiArchitecture.X64), true);
  }

  private static BootloaderPlan plan(FolderImage image, Disk disk) throws IOException {
    return BootloaderPlan.make(
        offer(image), disk, Optional.empty(), KernelArguments.parse("rw quiet"), "Debian");
  }

  @Test
  void saysWhatWillStartTheDisk() throws IOException {
    assertThat(plan(grubImage(), BOTH).starts()).containsOnly(Start.BIOS, Start.UEFI);
    assertThat(plan(signedImage(), BOTH).starts())
        .containsOnly(Start.BIOS, Start.UEFI, Start.SECURE_BOOT);
    assertThat(plan(signedImage(), new Disk(4096, true, true)).starts())
        .containsOnly(Start.UEFI, Start.SECURE_BOOT);
  }

  @Test
  void offersOnlyWhatCanBeMade() throws IOException {
    assertThat(BootloaderOffer.of(signedImage(), Optional.of(EfiArchitecture.X64), false))
        .isEqualTo(
            new BootloaderOffer(Optional.of(EfiArchitecture.X64), false, false, true, false));
    assertThat(BootloaderOffer.of(signedImage(), Optional.of(EfiArchitecture.AA64), true))
        .isEqualTo(
            new BootloaderOffer(Optional.of(EfiArchitecture.AA64), false, false, false, false));
    assertThat(BootloaderOffer.of(signedImage(), Optional.empty(), true))
        .isEqualTo(new BootloaderOffer(Optional.empty(), false, false, false, false));
  }

  @Test
  void refusesADiskThatNothingStarts() throws IOException {
    FolderImage image = grubImage();
    assertThatThrownBy(() -> plan(image, new Disk(4096, true, false)))
        .hasMessageContaining("boot-loader-missing");
  }

  @Test
  void followsTheImageToBootupdUnlessAskedOtherwise() throws IOException {
    FolderImage image =
        grubImage().with("usr/bin/bootupctl").with("usr/lib/bootupd/updates/EFI.json");

    assertThat(plan(image, BOTH).kind()).isEqualTo(Kind.BOOTUPD);
    assertThat(
            BootloaderPlan.make(
                    offer(image),
                    BOTH,
                    Optional.of(Kind.NONE),
                    KernelArguments.of(List.of("a$b")),
                    "'")
                .starts())
        .isEmpty();
  }

  @Test
  void refusesWhatGrubCannotCarry() throws IOException {
    FolderImage image = grubImage();
    assertThatThrownBy(() ->
            BootloaderPlan.make(
                offer(image), BOTH, Optional.empty(), KernelArguments.parse("a$b"), "Debian"))
        .hasMessageContaining("karg-not-carriable");
  }

  @Test
  void makesThePartsThatThePlanNames() throws IOException {
    GrubTools grub = new GrubTools(BootloaderPlanTest::mkimage, "grub-mkimage", scratch);
    BootloaderInstaller installer = new BootloaderInstaller(grubImage(), grub);

    BootloaderInstaller.Parts parts =
        installer.make(
            plan(grubImage(), BOTH),
            "12ab",
            Optional.of(new BootloaderInstaller.BiosBoot(2048, 1 << 20)));

    assertThat(parts.bios()).isPresent();
    assertThat(parts.efiSystem()).hasSize(1);
    assertThat(parts.root()).containsKeys("boot/grub/grub.cfg", "boot/grub/entries.cfg");
  }

  private static CommandResult mkimage(Command command) {
    try {
      Files.write(Path.of(command.argv().get(command.argv().indexOf("-o") + 1)), new byte[2000]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CommandResult(0, new byte[0], "");
  }
}
