package dev.bootferry.bootloader.install;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.efi.EfiFile;
import dev.bootferry.bootloader.efi.EfiFiles;
import dev.bootferry.bootloader.grub.BiosImage;
import dev.bootferry.bootloader.grub.GrubConfiguration;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.bootloader.install.BootloaderPlan.Start;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what a plan for GRUB asks for, ready to be written to the disk by its owner. */
public final class BootloaderInstaller {
  private final ImageFiles image;
  private final GrubTools grub;

  /**
   * Takes the image's parts.
   *
   * @param grub the image's grub-mkimage
   */
  public BootloaderInstaller(ImageFiles image, GrubTools grub) {
    this.image = image;
    this.grub = grub;
  }

  /**
   * What to write.
   *
   * @param bios for the disk's first sector and its BIOS boot partition
   * @param efiSystem files of the EFI system partition
   * @param root files of the root file system, by path without a leading slash
   */
  public record Parts(Optional<BiosImage> bios, List<EfiFile> efiSystem, Map<String, byte[]> root) {
    public Parts {
      efiSystem = List.copyOf(efiSystem);
      root = Map.copyOf(root);
    }
  }

  /**
   * Where the BIOS boot partition is.
   *
   * @param firstLba in sectors of 512 bytes
   */
  public record BiosBoot(long firstLba, long bytes) {}

  /**
   * Makes the parts; writes nothing but scratch files.
   *
   * @param plan of kind GRUB
   * @param biosBoot must be there when the plan starts from a BIOS
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-loader-unfit}, {@code
   *     boot-loader-missing}, {@code command-failed}
   */
  public Parts make(BootloaderPlan plan, String rootUuid, Optional<BiosBoot> biosBoot)
      throws IOException {
    if (plan.kind() != BootloaderPlan.Kind.GRUB) {
      throw new IllegalArgumentException("not a plan for GRUB: " + plan.kind());
    }
    Optional<BiosImage> bios = Optional.empty();
    if (plan.starts().contains(Start.BIOS)) {
      BiosBoot place = biosBoot.orElseThrow();
      bios =
          Optional.of(
              BiosImage.fit(
                  bootImage(), grub.make("i386-pc", rootUuid), place.firstLba(), place.bytes()));
    }
    List<EfiFile> efi =
        plan.starts().contains(Start.UEFI)
            ? EfiFiles.of(image, grub, rootUuid, plan.architecture().orElseThrow())
            : List.of();
    return new Parts(bios, efi, GrubConfiguration.files());
  }

  private byte[] bootImage() throws IOException {
    Path file =
        image
            .file(BootloaderOffer.BIOS_BOOT_IMAGE)
            .orElseThrow(() ->
                new Problem(
                        BootloaderProblem.BOOT_LOADER_MISSING,
                        "make the disk start with a BIOS",
                        "the image has no " + BootloaderOffer.BIOS_BOOT_IMAGE,
                        "Install Debian's package grub-pc-bin in the image and build it again.")
                    .exception());
    return Files.readAllBytes(file);
  }
}
