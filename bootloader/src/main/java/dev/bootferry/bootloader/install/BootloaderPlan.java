package dev.bootferry.bootloader.install;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.kargs.CarriedArguments;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.problem.Problem;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which boot loader a disk gets and what will start it. Made of what the image offers; nothing is
 * read or written by it.
 *
 * @param architecture there for GRUB
 * @param starts empty for bootupd, which decides that itself, and where there is no boot loader
 */
public record BootloaderPlan(Kind kind, Optional<EfiArchitecture> architecture, Set<Start> starts) {
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
  public record Disk(int sectorSize, boolean hasBiosBoot, boolean hasEfiSystem) {
    /** GRUB's first stages read sectors of 512 bytes only; see BiosImage. */
    boolean startsFromBios() {
      return hasBiosBoot && sectorSize == 512;
    }
  }

  public BootloaderPlan {
    EnumSet<Start> ordered = EnumSet.noneOf(Start.class);
    ordered.addAll(starts);
    starts = Collections.unmodifiableSet(ordered);
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
      BootloaderOffer offer,
      Disk disk,
      Optional<Kind> asked,
      KernelArguments arguments,
      String title) {
    Kind kind = asked.orElse(offer.bootupd() ? Kind.BOOTUPD : Kind.GRUB);
    if (kind == Kind.NONE) {
      return new BootloaderPlan(kind, offer.architecture(), Set.of());
    }
    // What bootupd installs is GRUB as well, and its blscfg makes the same script of an entry.
    CarriedArguments.demandGrubCarries(arguments);
    CarriedArguments.demandGrubReadsTitle(title);
    if (kind == Kind.BOOTUPD) {
      return new BootloaderPlan(kind, offer.architecture(), Set.of());
    }
    Set<Start> starts = starts(offer, disk);
    if (starts.isEmpty()) {
      throw missing(disk);
    }
    return new BootloaderPlan(kind, offer.architecture(), starts);
  }

  private static Set<Start> starts(BootloaderOffer offer, Disk disk) {
    Set<Start> starts = EnumSet.noneOf(Start.class);
    if (offer.bios() && disk.startsFromBios()) {
      starts.add(Start.BIOS);
    }
    if (disk.hasEfiSystem() && offer.signedEfi()) {
      starts.addAll(EnumSet.of(Start.UEFI, Start.SECURE_BOOT));
    } else if (disk.hasEfiSystem() && offer.unsignedEfi()) {
      starts.add(Start.UEFI);
    }
    return starts;
  }

  private static RuntimeException missing(Disk disk) {
    return new Problem(
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
}
