package dev.bootferry.installer.execute;

import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file system of a disk, shown by a loop device on its place: that works before the partition
 * table is written, and where the kernel shows no partitions.
 */
final class MountedVolume implements AutoCloseable {
  private final LoopDevice device;
  private final Mount mount;

  private MountedVolume(LoopDevice device, Mount mount) {
    this.device = device;
    this.mount = mount;
  }

  /** A loop device that shows the place, unmounted. */
  static LoopDevice attach(Path disk, Extent place, int sectorSize) {
    return LoopDevice.attach(disk, options(place, sectorSize));
  }

  /** Mounts it to be filled. */
  static MountedVolume mount(Path disk, Extent place, int sectorSize, String type, Path point) {
    return mount(attach(disk, place, sectorSize), type, point, EnumSet.noneOf(MountFlag.class));
  }

  /** Shows what is on the medium, past the cache of the disk, and lets nobody write. */
  static LoopDevice attachToReadBack(Path disk, Extent place, int sectorSize) {
    return LoopDevice.attach(disk, options(place, sectorSize).asReadOnly().asDirect());
  }

  static MountedVolume mountReadOnly(LoopDevice device, String type, Path point) {
    return mount(device, type, point, EnumSet.of(MountFlag.READ_ONLY));
  }

  private static MountedVolume mount(
      LoopDevice device, String type, Path point, Set<MountFlag> flags) {
    boolean done = false;
    try {
      Mount mount = Mount.fileSystem(device.path().toString(), point, type, flags, "");
      done = true;
      return new MountedVolume(device, mount);
    } finally {
      if (!done) {
        device.close();
      }
    }
  }

  private static LoopOptions options(Extent place, int sectorSize) {
    return LoopOptions.part(place.offset(), place.size(), sectorSize);
  }

  /** Unmounts; all of it is on the medium afterwards, or it is an error. */
  void unmount() {
    mount.unmount();
    device.close();
  }

  @Override
  public void close() {
    try (device) {
      mount.close();
    }
  }
}
