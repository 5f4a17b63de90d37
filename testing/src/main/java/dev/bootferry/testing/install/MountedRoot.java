package dev.bootferry.testing.install;

import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;

/** The root file system of an installed disk, mounted until it is closed. */
public final class MountedRoot implements AutoCloseable {
  private final LoopDevice device;
  private final Mount mount;

  private MountedRoot(LoopDevice device, Mount mount) {
    this.device = device;
    this.mount = mount;
  }

  static MountedRoot of(InstalledDisk disk, boolean readOnly) {
    LoopOptions place = disk.place("root");
    LoopDevice device = LoopDevice.attach(disk.image(), readOnly ? place.asReadOnly() : place);
    boolean done = false;
    try {
      Mount mount =
          Mount.fileSystem(
              device.path().toString(),
              RunFolder.create("mounted"),
              disk.fileSystem(),
              readOnly ? EnumSet.of(MountFlag.READ_ONLY) : EnumSet.noneOf(MountFlag.class),
              "");
      done = true;
      return new MountedRoot(device, mount);
    } finally {
      if (!done) {
        device.close();
      }
    }
  }

  /** The physical root. */
  public Path path() {
    return mount.target();
  }

  /** The tree of the only deployment, or of the default one. */
  public Path deployment() throws IOException {
    return DeploymentList.read(path()).deployments().getFirst().directory();
  }

  /** The store of the bound images. */
  public Path store() {
    return path().resolve("ostree/bootc/storage");
  }

  /** The kernel argument by which a version that was upgraded to has a store of its own. */
  public String storeArgument() throws IOException {
    try (Stream<Path> stores = Files.list(path().resolve("ostree/bootc/stores"))) {
      return "systemd.mount-extra=/sysroot/ostree/bootc/stores/"
          + stores.findFirst().orElseThrow().getFileName()
          + ":/sysroot/ostree/bootc/storage:none:bind,rw";
    }
  }

  @Override
  public void close() {
    try (device) {
      mount.close();
    }
  }
}
