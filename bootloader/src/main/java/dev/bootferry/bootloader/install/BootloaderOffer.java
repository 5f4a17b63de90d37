package dev.bootferry.bootloader.install;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.bootupd.Bootupd;
import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.efi.EfiFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an image brings to start a machine with.
 *
 * @param architecture empty for one whose boot loader is not known here
 * @param bootupd whether it puts its boot loader on disks by itself
 * @param bios whether a GRUB for BIOS can be made of it
 * @param signedEfi whether it has what Secure Boot accepts
 * @param unsignedEfi whether a GRUB for UEFI can be made of it
 */
public record BootloaderOffer(
    Optional<EfiArchitecture> architecture,
    boolean bootupd,
    boolean bios,
    boolean signedEfi,
    boolean unsignedEfi) {
  static final String BIOS_BOOT_IMAGE = "usr/lib/grub/i386-pc/boot.img";

  /** What the image must be asked for: files, and folders with all that is in them. */
  public static List<String> wanted() {
    List<String> all = new ArrayList<>(Bootupd.wanted());
    all.addAll(EfiFiles.wanted());
    all.add("usr/lib/grub");
    return all;
  }

  /**
   * Looks at an image.
   *
   * @param makesImages whether it has a grub-mkimage that can be run
   */
  public static BootloaderOffer of(
      ImageFiles image, Optional<EfiArchitecture> architecture, boolean makesImages)
      throws IOException {
    boolean bios = false;
    boolean signedEfi = false;
    boolean unsignedEfi = false;
    if (architecture.isPresent()) {
      EfiArchitecture known = architecture.get();
      bios = known == EfiArchitecture.X64 && makesImages && image.file(BIOS_BOOT_IMAGE).isPresent();
      signedEfi = EfiFiles.signed(image, known);
      unsignedEfi =
          makesImages
              && image.file("usr/lib/grub/" + known.grubFormat() + "/normal.mod").isPresent();
    }
    return new BootloaderOffer(
        architecture, Bootupd.shippedBy(image), bios, signedEfi, unsignedEfi);
  }
}
