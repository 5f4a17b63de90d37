package dev.bootferry.bootloader.install;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.bootupd.Bootupd;
import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.efi.EfiFiles;
import dev.bootferry.bootloader.kargs.CarriedArguments;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which boot loader a disk gets and what will start it. Made from the image alone; nothing is
 * written by it.
 *
 * @param starts empty for bootupd, which decides that itself, and where there is no boot loader
 */
public record BootloaderPlan(Kind kind, EfiArchitecture architecture, Set<Start> starts) {
  /** Who starts the system. */
  public enum Kind {
    /** GRUB, with this project's configuration that follows ostree's entries. */
    GRUB,
    /** What the image's bootupd installs. */
    BOOTUPD,
    /** The user's own affair. */
    NONE
  }

  /** What can start the disk. */
  public enum Start {
    BIOS,
    UEFI,
    SECURE_BOOT
  }

  /**
   * The disk as it will be.
   *
   * @param sectorSize in bytes
   * @param hasBiosBoot whether there is a BIOS boot partition
   * @param hasEfiSystem whether there is an EFI system partition
   */
  public record Disk(int sectorSize, boolean hasBiosBoot, boolean hasEfiSystem) {}

  public BootloaderPlan {
    starts = Set.copyOf(starts);
  }

  /**
   * Plans.
   *
   * @param asked empty for what the image suggests: bootupd when it ships it, else GRUB
   * @param title the boot entry's, as {@code PRETTY_NAME} says
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-loader-missing} when nothing
   *     would start the disk; {@code karg-not-carriable}, {@code kargs-too-long}, {@code
   *     title-not-carriable} when GRUB would not start it as asked
   */
  public static BootloaderPlan make(
      ImageFiles image,
      EfiArchitecture architecture,
      Disk disk,
      Optional<Kind> asked,
      KernelArguments arguments,
      String title)
      throws IOException {
    Kind kind = asked.orElse(Bootupd.shippedBy(image) ? Kind.BOOTUPD : Kind.GRUB);
    if (kind == Kind.NONE) {
      return new BootloaderPlan(kind, architecture, Set.of());
    }
    CarriedArguments.demandGrubCarries(arguments);
    CarriedArguments.demandGrubReadsTitle(title);
    if (kind == Kind.BOOTUPD) {
      return new BootloaderPlan(kind, architecture, Set.of());
    }
    Set<Start> starts = starts(image, architecture, disk);
    if (starts.isEmpty()) {
      throw new Problem(
              BootloaderProblem.BOOT_LOADER_MISSING,
              "find a boot loader for the disk in the image",
              "it has neither a GRUB for BIOS nor one for UEFI that the disk's partitions and"
                  + " sectors of "
                  + disk.sectorSize()
                  + " bytes would suit",
              "Install GRUB in the image (Debian: grub-pc-bin and grub-efi-amd64-bin, with"
                  + " grub-efi-amd64-signed and shim-signed for Secure Boot) and build it again.")
          .exception();
    }
    return new BootloaderPlan(kind, architecture, starts);
  }

  private static Set<Start> starts(ImageFiles image, EfiArchitecture architecture, Disk disk)
      throws IOException {
    Set<Start> starts = EnumSet.noneOf(Start.class);
    boolean biosFits =
        disk.hasBiosBoot() && disk.sectorSize() == 512 && architecture == EfiArchitecture.X64;
    if (biosFits && image.file("usr/lib/grub/i386-pc/boot.img").isPresent()) {
      starts.add(Start.BIOS);
    }
    if (disk.hasEfiSystem()) {
      if (EfiFiles.signed(image, architecture)) {
        starts.addAll(EnumSet.of(Start.UEFI, Start.SECURE_BOOT));
      } else if (image.file("usr/lib/grub/" + architecture.grubFormat()).isPresent()) {
        starts.add(Start.UEFI);
      }
    }
    return starts;
  }
}
