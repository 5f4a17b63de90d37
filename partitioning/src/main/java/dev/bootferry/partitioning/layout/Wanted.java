package dev.bootferry.partitioning.layout;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.PartitionType;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A partition that is to be made.
 *
 * @param name in the table
 * @param volume what the system uses it for; empty for the firmware's own
 * @param size by its rule
 * @param least bytes that it must have, in whole units of alignment
 */
record Wanted(
    PartitionType type, String name, Optional<VolumeWish> volume, SizeRule size, long least) {
  static final String EFI_SYSTEM_NAME = "EFI-SYSTEM";

  private static final ByteSize BIOS_BOOT_SIZE = ByteSize.mebibytes(1);
  private static final ByteSize PREP_SIZE = ByteSize.mebibytes(4);
  private static final ByteSize EFI_SYSTEM_SIZE = ByteSize.mebibytes(512);

  /** Room for three kernels with large initramfs, and their successors while upgrading. */
  private static final ByteSize BOOT_SIZE = ByteSize.gibibytes(1);

  private static final ByteSize BOOT_LEAST = ByteSize.mebibytes(384);

  /** What LUKS2 takes for itself, as cryptsetup does by default. */
  private static final ByteSize LUKS_HEADER = ByteSize.mebibytes(16);

  /** Bytes that it will have, when that does not depend on the others. */
  Optional<Long> fixed(DiskGeometry geometry) {
    return switch (size) {
      case SizeRule.Fixed(ByteSize bytes) -> Optional.of(aligned(bytes));
      case SizeRule.Percent(int percent) ->
          Optional.of(geometry.bytes() / GptTable.ALIGNMENT * percent / 100 * GptTable.ALIGNMENT);
      case SizeRule.Rest _ -> Optional.empty();
    };
  }

  /** For messages. */
  String title() {
    return volume.map(v -> "volume \"" + v.label() + "\"").orElse("partition " + name);
  }

  /** What a firmware of this architecture needs, and what the wish asks for, in their order. */
  static List<Wanted> of(
      Architecture architecture, LayoutWish wish, FileSystemType defaultType, ByteSize root) {
    List<Wanted> all = new ArrayList<>(firmware(architecture));
    volumes(wish)
        .map(volume -> volume(architecture, volume, wish.encryption(), defaultType, root))
        .forEach(all::add);
    return all;
  }

  /** The wish's, and what follows from it. */
  static Stream<VolumeWish> volumes(LayoutWish wish) {
    boolean addBoot =
        !(wish.encryption() instanceof Encryption.None) && wish.volume(VolumeRole.BOOT).isEmpty();
    // A kernel on an encrypted disk could be read by no boot loader that we write.
    Stream<VolumeWish> added =
        addBoot
            ? Stream.of(VolumeWish.of(VolumeRole.BOOT, new SizeRule.Fixed(BOOT_SIZE)))
            : Stream.of();
    return Stream.concat(added, wish.volumes().stream());
  }

  /** The file system of a volume; empty for swap space. */
  static Optional<FileSystemType> type(VolumeWish volume, FileSystemType defaultType) {
    return switch (volume.role()) {
      case SWAP -> Optional.empty();
      case BOOT -> Optional.of(volume.type().orElse(FileSystemType.EXT4));
      default -> Optional.of(volume.type().orElse(defaultType));
    };
  }

  private static Wanted volume(
      Architecture architecture,
      VolumeWish volume,
      Encryption encryption,
      FileSystemType defaultType,
      ByteSize root) {
    PartitionType type =
        switch (volume.role()) {
          case ROOT -> PartitionType.root(architecture);
          case BOOT -> PartitionType.EXTENDED_BOOT;
          case SWAP -> PartitionType.LINUX_SWAP;
          case VAR, DATA -> PartitionType.LINUX_DATA;
        };
    long least = type(volume, defaultType).map(t -> t.minimum().bytes()).orElse(GptTable.ALIGNMENT);
    switch (volume.role()) {
      case ROOT -> {
        least = Math.max(least, root.bytes());
        if (encryption instanceof Encryption.Luks) {
          least += LUKS_HEADER.bytes();
        }
      }
      case BOOT -> least = Math.max(least, BOOT_LEAST.bytes());
      default -> {}
    }
    return new Wanted(
        type, volume.label(), Optional.of(volume), volume.size(), aligned(new ByteSize(least)));
  }

  private static List<Wanted> firmware(Architecture architecture) {
    Wanted efi = firmware(PartitionType.EFI_SYSTEM, EFI_SYSTEM_NAME, EFI_SYSTEM_SIZE);
    return switch (architecture) {
      case X86_64 -> List.of(firmware(PartitionType.BIOS_BOOT, "BIOS-BOOT", BIOS_BOOT_SIZE), efi);
      case AARCH64, RISCV64 -> List.of(efi);
      case PPC64LE -> List.of(firmware(PartitionType.POWERPC_PREP, "PowerPC-PReP-boot", PREP_SIZE));
      case S390X -> List.of();
    };
  }

  private static Wanted firmware(PartitionType type, String name, ByteSize size) {
    return new Wanted(type, name, Optional.empty(), new SizeRule.Fixed(size), size.bytes());
  }

  private static long aligned(ByteSize size) {
    return size.roundUpTo(GptTable.ALIGNMENT).bytes();
  }
}
