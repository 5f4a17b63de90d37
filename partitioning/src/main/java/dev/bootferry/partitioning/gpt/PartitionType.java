package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.Architecture;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What partitions are for, by the GUIDs of the UEFI specification, of GRUB, and of the Discoverable
 * Partitions Specification.
 */
public enum PartitionType {
  BIOS_BOOT("21686148-6449-6E6F-744E-656564454649", "BIOS boot"),
  POWERPC_PREP("9E1A2D38-C612-4316-AA26-8B49521E5A8B", "PowerPC PReP boot"),
  EFI_SYSTEM("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "EFI system"),
  EXTENDED_BOOT("BC13C2FF-59E6-4262-A352-B275FD6F7172", "extended boot"),
  LINUX_DATA("0FC63DAF-8483-4772-8E79-3D69D8477DE4", "Linux data"),
  LINUX_SWAP("0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", "Linux swap"),
  LINUX_LVM("E6D6D379-F507-44C2-A23C-238F2A3DF928", "Linux LVM"),
  LINUX_RAID("A19D880F-05FC-4D3B-A006-743F0F84911E", "Linux RAID"),
  WINDOWS_DATA("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", "Windows data"),
  ROOT_X86_64("4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", "root (x86-64)"),
  ROOT_AARCH64("B921B045-1DF0-41C3-AF44-4C6F280D3FAE", "root (AArch64)"),
  ROOT_PPC64LE("C31C45E6-3F39-412E-80FB-4809C4980599", "root (ppc64le)"),
  ROOT_S390X("5EEAD9A9-FE09-4A1E-A1D7-520D00531306", "root (s390x)"),
  ROOT_RISCV64("72EC70A6-CF74-40E6-BD49-4BDA08E8F224", "root (RISC-V 64)");

  private final String guid;
  private final String title;

  PartitionType(String guid, String title) {
    this.guid = guid;
    this.title = title;
  }

  public Guid guid() {
    return Guid.parse(guid);
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The root partition that a machine of this architecture finds by itself. */
  public static PartitionType root(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> ROOT_X86_64;
      case AARCH64 -> ROOT_AARCH64;
      case PPC64LE -> ROOT_PPC64LE;
      case S390X -> ROOT_S390X;
      case RISCV64 -> ROOT_RISCV64;
    };
  }

  /** Empty for a type that is not known here. */
  public static Optional<PartitionType> of(Guid guid) {
    return Stream.of(values()).filter(type -> type.guid().equals(guid)).findFirst();
  }
}
