package dev.bootferry.partitioning.layout;

import static java.util.Objects.requireNonNull;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.gpt.PartitionType;
import dev.bootferry.partitioning.layout.Volume.Content;
import dev.bootferry.partitioning.wish.KeptPartition;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Divides a disk: firmware's partitions first, as {@code bootc install to-disk} does, then what the
 * wish asks for, around what stays. Pure.
 */
public final class LayoutPlanner {
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
   * @throws dev.bootferry.core.problem.ProblemException {@code target-too-small}, with the bytes
   *     that are needed and those that are there; {@code kept-partition-missing}; {@code
   *     kept-table-unfit}; {@code label-too-long}
   */
  public DiskLayout plan(LayoutRequest request) {
    requireLabels(request);
    Kept kept = Kept.of(request);
    List<Wanted> wanted =
        Wanted.of(
                request.architecture(),
                request.wish(),
                request.defaultType(),
                request.minimumRoot())
            .stream()
            .filter(one -> one.volume().filter(kept.volumes()::containsKey).isEmpty())
            .toList();
    DiskGeometry geometry = request.geometry();
    Map<Wanted, Extent> places =
        Placement.of(
            request.target(),
            geometry,
            FreeSpace.of(
                geometry,
                kept.partitions().values().stream().map(p -> p.extent(geometry)).toList()),
            wanted);
    return build(request, kept, places);
  }

  private static void requireLabels(LayoutRequest request) {
    for (VolumeWish volume : request.wish().volumes()) {
      int limit =
          Wanted.type(volume, request.defaultType()).map(FileSystemType::labelLimit).orElse(16);
      if (volume.label().length() > limit) {
        throw new Problem(
                PartitioningProblem.LABEL_TOO_LONG,
                "label a volume \"" + volume.label() + "\"",
                "its file system has room for " + limit + " characters",
                "Choose a shorter label, or another file system.")
            .exception();
      }
    }
  }

  /** What stays: all of it by number, and which of it is a volume of the new system. */
  private record Kept(
      TreeMap<Integer, GptPartition> partitions, Map<VolumeWish, GptPartition> volumes) {
    static Kept of(LayoutRequest request) {
      TreeMap<Integer, GptPartition> partitions = new TreeMap<>();
      Map<VolumeWish, GptPartition> volumes = new LinkedHashMap<>();
      for (KeptPartition wanted : request.wish().kept()) {
        GptPartition found = request.existing().demand(wanted, request.target());
        partitions.put(found.number(), found);
      }
      for (VolumeWish volume : request.wish().volumes()) {
        if (volume.keep()) {
          request
              .existing()
              .find(volume.label(), request.target())
              .ifPresent(found -> {
                partitions.put(found.number(), found);
                volumes.put(volume, found);
              });
        }
      }
      return new Kept(partitions, volumes);
    }
  }

  private DiskLayout build(LayoutRequest request, Kept kept, Map<Wanted, Extent> places) {
    DiskGeometry geometry = request.geometry();
    Guid diskId = new Guid(ids.get());
    List<GptPartition> partitions = new ArrayList<>(kept.partitions().values());
    Map<VolumeWish, Volume> volumes = new LinkedHashMap<>();
    Optional<FileSystemSpec> efiSystem = Optional.empty();
    int number = 1;
    for (Map.Entry<Wanted, Extent> place : places.entrySet()) {
      while (kept.partitions().containsKey(number)) {
        number++;
      }
      Wanted one = place.getKey();
      GptPartition partition = partition(geometry, number++, one, place.getValue());
      partitions.add(partition);
      if (one.type() == PartitionType.EFI_SYSTEM) {
        efiSystem =
            Optional.of(
                fileSystem(geometry, partition, FileSystemType.VFAT, Wanted.EFI_SYSTEM_NAME));
      }
      one.volume()
          .ifPresent(
              wish -> volumes.put(wish, volume(geometry, partition, wish, request.defaultType())));
    }
    kept.volumes()
        .forEach((wish, partition) -> volumes.put(wish, keptVolume(request, wish, partition)));
    return new DiskLayout(
        new GptTable(geometry, diskId, partitions),
        efiSystem,
        Wanted.volumes(request.wish()).map(wish -> requireNonNull(volumes.get(wish))).toList(),
        Set.copyOf(kept.partitions().keySet()));
  }

  private Volume volume(
      DiskGeometry geometry, GptPartition partition, VolumeWish wish, FileSystemType defaultType) {
    Optional<FileSystemType> type = Wanted.type(wish, defaultType);
    Content content =
        type.isPresent()
            ? new Content.Made(fileSystem(geometry, partition, type.get(), wish.label()))
            : new Content.Swap(wish.label(), ids.get());
    return new Volume(
        wish.role(), partition, partition.extent(geometry), content, mount(wish), wish.grow());
  }

  private static Volume keptVolume(LayoutRequest request, VolumeWish wish, GptPartition partition) {
    String type = request.existing().contents().getOrDefault(partition.number(), "auto");
    return new Volume(
        wish.role(),
        partition,
        partition.extent(request.geometry()),
        new Content.Kept(type),
        mount(wish),
        false);
  }

  private static Optional<String> mount(VolumeWish wish) {
    return switch (wish.role()) {
      case ROOT -> Optional.of("/");
      case BOOT -> Optional.of("/boot");
      case VAR -> Optional.of("/var");
      case SWAP -> Optional.empty();
      case DATA -> wish.mount();
    };
  }

  /**
   * The least size that a disk of which nothing stays can have.
   *
   * @param root what the root partition needs
   */
  public static ByteSize minimumDisk(
      Architecture architecture,
      LayoutWish wish,
      FileSystemType defaultType,
      int sectorSize,
      ByteSize root) {
    return minimumDisk(
        new DiskGeometry(1, sectorSize), Wanted.of(architecture, wish, defaultType, root));
  }

  /** A part that is given in hundredths counts with the least that it must have. */
  static ByteSize minimumDisk(DiskGeometry geometry, List<Wanted> wanted) {
    long bytes = GptTable.ALIGNMENT;
    for (Wanted one : wanted) {
      boolean known = one.size() instanceof SizeRule.Fixed;
      bytes += known ? Math.max(one.least(), one.fixed(geometry).orElseThrow()) : one.least();
    }
    // The backup of the table takes less than one unit of alignment.
    long sectors = (bytes + GptTable.ALIGNMENT) / geometry.sectorSize();
    return new ByteSize(sectors * geometry.sectorSize());
  }

  private GptPartition partition(DiskGeometry geometry, int number, Wanted wanted, Extent place) {
    long first = place.offset() / geometry.sectorSize();
    long last = place.end() / geometry.sectorSize() - 1;
    return new GptPartition(
        number, wanted.type().guid(), new Guid(ids.get()), first, last, 0, wanted.name());
  }

  private FileSystemSpec fileSystem(
      DiskGeometry geometry, GptPartition partition, FileSystemType type, String label) {
    return new FileSystemSpec(
        type, label, ids.get(), partition.extent(geometry), geometry.sectorSize());
  }
}
