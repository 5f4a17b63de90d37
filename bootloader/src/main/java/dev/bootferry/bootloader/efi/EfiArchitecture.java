package dev.bootferry.bootloader.efi;

import java.util.Locale;

/** A processor architecture as UEFI and GRUB name it. Only {@link #X64} has been booted. */
public enum EfiArchitecture {
  X64("x64", "x86_64-efi"),
  AA64("aa64", "arm64-efi");

  private final String suffix;
  private final String grubFormat;

  EfiArchitecture(String suffix, String grubFormat) {
    this.suffix = suffix;
    this.grubFormat = grubFormat;
  }

  /** As in {@code shimx64.efi}. */
  public String suffix() {
    return suffix;
  }

  /** GRUB's name for its images, such as {@code x86_64-efi}. */
  public String grubFormat() {
    return grubFormat;
  }

  /** What firmware starts from a disk it knows nothing about (UEFI 2.10, section 3.5.1.1). */
  String removableLoader() {
    return "BOOT" + suffix.toUpperCase(Locale.ROOT) + ".EFI";
  }

  /** What shim's fallback program reads to register the system with the firmware. */
  String bootCsv() {
    return "BOOT" + suffix.toUpperCase(Locale.ROOT) + ".CSV";
  }
}
