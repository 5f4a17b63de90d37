package dev.bootferry.partitioning.layout;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.LayoutWish;

/**
 * What a disk is to be divided for.
 *
 * @param target names the disk, for messages
 * @param defaultType of volumes whose wish does not say
 * @param minimumRoot what the root partition must at least have for what will be put there
 * @param existing what is on the disk, when something is to stay
 */
public record LayoutRequest(
    String target,
    DiskGeometry geometry,
    Architecture architecture,
    LayoutWish wish,
    FileSystemType defaultType,
    ByteSize minimumRoot,
    ExistingPartitions existing) {
  /** For a disk of which nothing stays. */
  public static LayoutRequest fresh(
      String target,
      DiskGeometry geometry,
      Architecture architecture,
      LayoutWish wish,
      FileSystemType defaultType,
      ByteSize minimumRoot) {
    return new LayoutRequest(
        target, geometry, architecture, wish, defaultType, minimumRoot, ExistingPartitions.NONE);
  }
}
