package dev.bootferry.installer.execute;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.efi.EfiFile;
import dev.bootferry.bootloader.efi.EfiFiles;
import dev.bootferry.bootloader.grub.BiosImage;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.ImagePrograms;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The boot loader of a plan, made from the image's and ready to be written.
 *
 * @param bios empty where there is no BIOS, or none that could start this disk
 * @param efi files of the EFI system partition
 */
record BootFiles(Optional<BiosImage> bios, List<EfiFile> efi) {
  private static final Path BIOS_FOLDER = Path.of("usr/lib/grub/i386-pc");

  static BootFiles make(InstallPlan plan, ImagePrograms programs, CommandRunner host)
      throws IOException {
    String uuid = plan.layout().root().uuid();
    GrubTools grub =
        new GrubTools(programs.runner(host), program(programs), programs.work().scratch());
    Optional<BiosImage> bios = Optional.empty();
    Optional<Extent> place = plan.layout().biosBoot();
    Optional<Path> boot = programs.file(BIOS_FOLDER.resolve("boot.img").toString());
    if (place.isPresent() && boot.isPresent() && plan.verdict().sectorSize() == 512) {
      bios =
          Optional.of(
              BiosImage.fit(
                  Files.readAllBytes(boot.get()),
                  grub.make("i386-pc", uuid),
                  place.get().offset() / 512,
                  place.get().size()));
    }
    List<EfiFile> efi =
        plan.layout().efiSystem().isPresent() ? EfiFiles.of(programs::file, grub, uuid) : List.of();
    return new BootFiles(bios, efi);
  }

  private static String program(ImagePrograms programs) {
    if (programs.tools().has("grub-mkimage")) {
      return "grub-mkimage";
    }
    if (programs.tools().has("grub2-mkimage")) {
      return "grub2-mkimage";
    }
    throw new Problem(
            BootloaderProblem.BOOT_LOADER_MISSING,
            "find a boot loader in the image",
            "it has no grub-mkimage",
            "Install GRUB in the image (Debian: grub-pc-bin and grub-efi-amd64-bin, with"
                + " grub-efi-amd64-signed and shim-signed for Secure Boot) and build it again.")
        .exception();
  }
}
