package dev.bootferry.partitioning.wish;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a disk is to be divided. What firmware needs (BIOS boot, EFI system partition) is not wished
 * for: the planner adds it.
 *
 * @param volumes in their order on the disk; exactly one is the root
 * @param kept existing partitions that stay
 */
public record LayoutWish(
    List<VolumeWish> volumes, List<KeptPartition> kept, Encryption encryption) {
  public LayoutWish {
    volumes = List.copyOf(volumes);
    kept = List.copyOf(kept);
    for (VolumeRole role : VolumeRole.values()) {
      long count = count(volumes, role);
      if (role == VolumeRole.ROOT ? count != 1 : role != VolumeRole.DATA && count > 1) {
        throw new IllegalArgumentException(count + " volumes for " + role);
      }
    }
    if (volumes.stream().filter(v -> v.size() instanceof SizeRule.Rest).count() > 1) {
      throw new IllegalArgumentException("two volumes cannot both have the rest");
    }
  }

  private static long count(List<VolumeWish> volumes, VolumeRole role) {
    return volumes.stream().filter(v -> v.role() == role).count();
  }

  /**
   * One root and nothing else.
   *
   * @param type otherwise what the image says
   * @param size otherwise the rest
   */
  public static LayoutWish simple(Optional<FileSystemType> type, Optional<ByteSize> size) {
    SizeRule rule = size.isPresent() ? new SizeRule.Fixed(size.get()) : new SizeRule.Rest();
    VolumeWish root =
        new VolumeWish(VolumeRole.ROOT, "root", type, Optional.empty(), rule, false, false);
    return new LayoutWish(List.of(root), List.of(), new Encryption.None());
  }

  public VolumeWish root() {
    return volume(VolumeRole.ROOT).orElseThrow();
  }

  /** The first with this role. */
  public Optional<VolumeWish> volume(VolumeRole role) {
    return volumes.stream().filter(v -> v.role() == role).findFirst();
  }

  public Stream<VolumeWish> dataVolumes() {
    return volumes.stream().filter(v -> v.role() == VolumeRole.DATA);
  }

  /** Whether anything that is on the disk now is to stay. */
  public boolean keepsAnything() {
    return !kept.isEmpty() || volumes.stream().anyMatch(VolumeWish::keep);
  }
}
