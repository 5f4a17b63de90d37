package dev.bootferry.partitioning.layout;

import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.PartitionType;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a disk will be divided.
 *
 * @param efiSystem the EFI system partition's file system; empty on architectures without UEFI
 * @param volumes what the system uses, in the order of the wish; one is the root
 * @param kept numbers of the partitions that are there and stay
 */
public record DiskLayout(
    GptTable table, Optional<FileSystemSpec> efiSystem, List<Volume> volumes, Set<Integer> kept) {
  public DiskLayout {
    volumes = List.copyOf(volumes);
    kept = Set.copyOf(kept);
    if (volumes.stream().filter(v -> v.role() == VolumeRole.ROOT).count() != 1) {
      throw new IllegalArgumentException("a disk without a root file system");
    }
  }

  public FileSystemSpec root() {
    return volume(VolumeRole.ROOT).flatMap(Volume::made).orElseThrow();
  }

  /** The volume with this role, of which there is one at most. */
  public Optional<Volume> volume(VolumeRole role) {
    return volumes.stream().filter(v -> v.role() == role).findFirst();
  }

  /** The file system that holds {@code /boot}: the root's own where there is no other. */
  public FileSystemSpec boot() {
    return volume(VolumeRole.BOOT).flatMap(Volume::made).orElseGet(this::root);
  }

  /** All file systems that are made. */
  public List<FileSystemSpec> fileSystems() {
    return Stream.concat(efiSystem.stream(), volumes.stream().flatMap(v -> v.made().stream()))
        .toList();
  }

  /** Where a BIOS boot loader keeps its core; empty where there is no BIOS. */
  public Optional<Extent> biosBoot() {
    return fresh()
        .filter(p -> p.type().equals(PartitionType.BIOS_BOOT.guid()))
        .findFirst()
        .map(table::extent);
  }

  /** The partitions that are made, in bytes. */
  public List<Extent> extents() {
    return fresh().map(table::extent).toList();
  }

  /** The partitions that stay, in bytes. */
  public List<Extent> keptExtents() {
    return keptPartitions().stream().map(table::extent).toList();
  }

  /** The entries of the partitions that stay. */
  public List<GptPartition> keptPartitions() {
    return table.partitions().stream().filter(p -> kept.contains(p.number())).toList();
  }

  private Stream<GptPartition> fresh() {
    return table.partitions().stream().filter(p -> !kept.contains(p.number()));
  }
}
