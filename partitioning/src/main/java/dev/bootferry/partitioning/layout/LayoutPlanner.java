package dev.bootferry.partitioning.layout;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.gpt.PartitionType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Divides a disk as {@code bootc install to-disk} does: firmware's partitions first, then the root
 * with the size asked for or the rest.
 */
public final class LayoutPlanner {
  private static final ByteSize BIOS_BOOT_SIZE = ByteSize.mebibytes(1);
  private static final ByteSize PREP_SIZE = ByteSize.mebibytes(4);
  private static final ByteSize EFI_SYSTEM_SIZE = ByteSize.mebibytes(512);

  private static final String EFI_SYSTEM_NAME = "EFI-SYSTEM";
  private static final String ROOT_NAME = "root";

  private record Fixed(PartitionType type, String name, ByteSize size) {}

  private final Supplier<UUID> ids;

  /**
   * Plans with these identities.
   *
   * @param ids gives a new one each time, such as {@code UUID::randomUUID}
   */
  public LayoutPlanner(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /**
   * Plans.
   *
   * @throws ProblemException {@code target-too-small}, with the bytes that are needed and those
   *     that are there
   */
  public DiskLayout plan(LayoutRequest request) {
    DiskGeometry geometry = request.geometry();
    List<Fixed> fixed = fixed(request.architecture());
    long start = GptTable.ALIGNMENT;
    for (Fixed partition : fixed) {
      start += partition.size().bytes();
    }
    long rootBytes = rootBytes(request, start);
    Guid diskId = new Guid(ids.get());
    List<GptPartition> partitions = new ArrayList<>();
    List<FileSystemSpec> fileSystems = new ArrayList<>();
    long next = GptTable.ALIGNMENT;
    for (Fixed wanted : fixed) {
      GptPartition partition =
          partition(geometry, partitions.size() + 1, wanted, next, wanted.size().bytes());
      partitions.add(partition);
      if (wanted.type() == PartitionType.EFI_SYSTEM) {
        fileSystems.add(fileSystem(geometry, partition, FileSystemType.VFAT, EFI_SYSTEM_NAME));
      }
      next += wanted.size().bytes();
    }
    Fixed root =
        new Fixed(PartitionType.root(request.architecture()), ROOT_NAME, new ByteSize(rootBytes));
    GptPartition partition = partition(geometry, partitions.size() + 1, root, next, rootBytes);
    partitions.add(partition);
    fileSystems.add(fileSystem(geometry, partition, request.rootType(), ROOT_NAME));
    return new DiskLayout(new GptTable(geometry, diskId, partitions), fileSystems);
  }

  /**
   * The least size that a disk for this root can have.
   *
   * @param root what the root partition needs
   */
  public static ByteSize minimumDisk(
      Architecture architecture, FileSystemType type, int sectorSize, ByteSize root) {
    long start = GptTable.ALIGNMENT;
    for (Fixed partition : fixed(architecture)) {
      start += partition.size().bytes();
    }
    return minimumDisk(start, needed(type, root), sectorSize);
  }

  private static ByteSize minimumDisk(long rootStart, long rootBytes, int sectorSize) {
    // The backup of the table takes less than one unit of alignment.
    long sectors = (rootStart + rootBytes + GptTable.ALIGNMENT) / sectorSize;
    return new ByteSize(sectors * sectorSize);
  }

  private static long needed(FileSystemType type, ByteSize root) {
    ByteSize most = root.compareTo(type.minimum()) > 0 ? root : type.minimum();
    return most.roundUpTo(GptTable.ALIGNMENT).bytes();
  }

  private static long rootBytes(LayoutRequest request, long start) {
    DiskGeometry geometry = request.geometry();
    long needed = needed(request.rootType(), request.minimumRoot());
    long end = geometry.offset(Math.max(0, GptTable.lastUsableLba(geometry) + 1));
    long rest = end / GptTable.ALIGNMENT * GptTable.ALIGNMENT - start;
    long wanted = request.rootSize().map(s -> s.roundUpTo(GptTable.ALIGNMENT).bytes()).orElse(rest);
    if (request.rootSize().isPresent() && wanted < needed) {
      throw tooSmall(
          request,
          "what is to be installed needs a root partition of "
              + exact(needed)
              + ", and --root-size allows "
              + exact(wanted),
          "Give a larger --root-size, or none to use the rest of the disk.");
    }
    if (rest < Math.max(wanted, needed)) {
      ByteSize disk = minimumDisk(start, Math.max(wanted, needed), geometry.sectorSize());
      throw tooSmall(
          request,
          "it needs " + exact(disk.bytes()) + " and has " + exact(geometry.bytes()),
          request.rootSize().isPresent()
              ? "Choose a larger disk, or a smaller --root-size."
              : "Choose a larger disk; for a file, give a larger --size.");
    }
    return wanted;
  }

  private static ProblemException tooSmall(LayoutRequest request, String why, String fix) {
    return new Problem(PartitioningProblem.TARGET_TOO_SMALL, "divide " + request.target(), why, fix)
        .exception();
  }

  private static String exact(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }

  private static List<Fixed> fixed(Architecture architecture) {
    Fixed efi = new Fixed(PartitionType.EFI_SYSTEM, EFI_SYSTEM_NAME, EFI_SYSTEM_SIZE);
    return switch (architecture) {
      case X86_64 -> List.of(new Fixed(PartitionType.BIOS_BOOT, "BIOS-BOOT", BIOS_BOOT_SIZE), efi);
      case AARCH64, RISCV64 -> List.of(efi);
      case PPC64LE ->
          List.of(new Fixed(PartitionType.POWERPC_PREP, "PowerPC-PReP-boot", PREP_SIZE));
      case S390X -> List.of();
    };
  }

  private GptPartition partition(
      DiskGeometry geometry, int number, Fixed wanted, long offset, long size) {
    long first = offset / geometry.sectorSize();
    long last = (offset + size) / geometry.sectorSize() - 1;
    return new GptPartition(
        number, wanted.type().guid(), new Guid(ids.get()), first, last, 0, wanted.name());
  }

  private FileSystemSpec fileSystem(
      DiskGeometry geometry, GptPartition partition, FileSystemType type, String label) {
    return new FileSystemSpec(
        type, label, ids.get(), partition.extent(geometry), geometry.sectorSize());
  }
}
