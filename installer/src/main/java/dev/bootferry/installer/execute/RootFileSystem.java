package dev.bootferry.installer.execute;

import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The root file system, shown by a loop device on its place of the disk: that works before the
 * partition table is written, and where the kernel shows no partitions.
 */
final class RootFileSystem implements AutoCloseable {
  private final LoopDevice device;
  private final Mount mount;

  private RootFileSystem(LoopDevice device, Mount mount) {
    this.device = device;
    this.mount = mount;
  }

  /** A loop device that shows the place, unmounted. */
  static LoopDevice attach(Path disk, FileSystemSpec spec) {
    return LoopDevice.attach(disk, options(spec));
  }

  /** Mounts it to be filled. */
  static RootFileSystem mount(Path disk, FileSystemSpec spec, Path mountPoint) {
    return mount(attach(disk, spec), spec, mountPoint, EnumSet.noneOf(MountFlag.class));
  }

  /** Shows what is on the medium, past the cache of the disk, and lets nobody write. */
  static LoopDevice attachToReadBack(Path disk, FileSystemSpec spec) {
    return LoopDevice.attach(disk, options(spec).asReadOnly().asDirect());
  }

  static RootFileSystem mountReadOnly(LoopDevice device, FileSystemSpec spec, Path mountPoint) {
    return mount(device, spec, mountPoint, EnumSet.of(MountFlag.READ_ONLY));
  }

  private static RootFileSystem mount(
      LoopDevice device, FileSystemSpec spec, Path mountPoint, Set<MountFlag> flags) {
    boolean done = false;
    try {
      Mount mount =
          Mount.fileSystem(
              device.path().toString(), mountPoint, spec.type().mountName(), flags, "");
      done = true;
      return new RootFileSystem(device, mount);
    } finally {
      if (!done) {
        device.close();
      }
    }
  }

  private static LoopOptions options(FileSystemSpec spec) {
    return LoopOptions.part(spec.place().offset(), spec.place().size(), spec.sectorSize());
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
