package dev.bootferry.partitioning.layout;

import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.PartitionType;
import java.util.List;
import java.util.Optional;

/**
 * How a disk will be divided.
 *
 * @param fileSystems each in a partition of the table; the last is the root's
 */
public record DiskLayout(GptTable table, List<FileSystemSpec> fileSystems) {
  public DiskLayout {
    fileSystems = List.copyOf(fileSystems);
    if (fileSystems.isEmpty()) {
      throw new IllegalArgumentException("a disk without a root file system");
    }
  }

  public FileSystemSpec root() {
    return fileSystems.getLast();
  }

  /** The EFI system partition; empty on architectures without UEFI. */
  public Optional<FileSystemSpec> efiSystem() {
    return fileSystems.stream().filter(f -> f.type() == FileSystemType.VFAT).findFirst();
  }

  /** Where a BIOS boot loader keeps its core; empty where there is no BIOS. */
  public Optional<Extent> biosBoot() {
    return table.find(PartitionType.BIOS_BOOT).map(table::extent);
  }

  /** All partitions, in bytes. */
  public List<Extent> extents() {
    return table.partitions().stream().map(table::extent).toList();
  }
}
