package dev.bootferry.installer.execute;

import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.filesystem.FileSystemMaker;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.filesystem.Tools;
import dev.bootferry.partitioning.layout.Volume;
import dev.bootferry.partitioning.layout.Volume.Content;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * The volumes of a target: made, and mounted where the new system will have them. Closing unmounts
 * what is still mounted, the last one first.
 */
final class TargetVolumes implements AutoCloseable {
  private final Prepared prepared;
  private final CommandRunner host;
  private final Deque<MountedVolume> mounted = new ArrayDeque<>();

  TargetVolumes(Prepared prepared, CommandRunner host) {
    this.prepared = prepared;
    this.host = host;
  }

  private InstallPlan plan() {
    return prepared.plan();
  }

  private Path disk() {
    return plan().target().path();
  }

  private int sectorSize() {
    return plan().verdict().sectorSize();
  }

  private Path mountPoint() {
    return prepared.programs().work().mountPoint();
  }

  /** Makes all file systems and swap spaces of the plan. */
  void format() {
    for (Volume volume : plan().layout().volumes()) {
      switch (volume.content()) {
        case Content.Made(FileSystemSpec spec) -> {
          try (LoopDevice device = MountedVolume.attach(disk(), volume.place(), sectorSize())) {
            make(spec, device.path());
          }
        }
        case Content.Swap(String label, UUID id) -> {
          try (LoopDevice device = MountedVolume.attach(disk(), volume.place(), sectorSize())) {
            var _ =
                host.run(
                    Command.of(
                        "mkswap",
                        "--label",
                        label,
                        "--uuid",
                        id.toString(),
                        device.path().toString()));
          }
        }
        case Content.Kept _ -> {}
      }
    }
    plan().layout().efiSystem().ifPresent(efi -> make(efi, disk()));
  }

  private void make(FileSystemSpec spec, Path device) {
    CommandRunner runner =
        spec.type() == FileSystemType.VFAT
            ? host
            : prepared.programs().runnerFor("mkfs." + spec.type().mountName(), host);
    new FileSystemMaker(runner, Tools.HOST).make(spec, device);
  }

  /** Mounts the root; the others follow when their places in it are there. */
  void mountRoot() {
    mount(plan().layout().volume(VolumeRole.ROOT).orElseThrow(), mountPoint());
  }

  /**
   * Mounts {@code /boot}, if it is a file system of its own. ostree writes boot entries that name
   * kernels from the root on; the link lets a boot loader that sees only this file system follow
   * them.
   */
  void mountBoot() throws IOException {
    Optional<Volume> boot = plan().layout().volume(VolumeRole.BOOT);
    if (boot.isPresent()) {
      Path place = mountPoint().resolve("boot");
      mount(boot.get(), place);
      Path link = place.resolve("boot");
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of("."));
      }
    }
  }

  /**
   * Mounts {@code /var}, if it is a file system of its own, over the stateroot's. A new one takes
   * over what the deployment put there; one that was kept stays as it is.
   *
   * @param var of the stateroot
   */
  void mountVar(Path var) throws IOException {
    Optional<Volume> volume = plan().layout().volume(VolumeRole.VAR);
    if (volume.isEmpty()) {
      return;
    }
    if (!volume.get().isKept()) {
      Path aside = Files.createDirectories(mountPoint().resolve("ostree/.bootferry-var"));
      try (MountedVolume fresh = open(volume.get(), aside)) {
        var _ = host.run(Command.of("cp", "-a", "--", var + "/.", aside + "/"));
        fresh.unmount();
      } finally {
        Files.delete(aside);
      }
    }
    var _ = host.run(Command.of("find", var.toString(), "-xdev", "-mindepth", "1", "-delete"));
    mount(volume.get(), var);
  }

  private void mount(Volume volume, Path place) {
    mounted.push(open(volume, place));
  }

  private MountedVolume open(Volume volume, Path place) {
    return MountedVolume.mount(disk(), volume.place(), sectorSize(), volume.type(), place);
  }

  /** Unmounts all; everything is on the medium afterwards, or it is an error. */
  void unmount() {
    while (!mounted.isEmpty()) {
      mounted.peek().unmount();
      mounted.pop();
    }
  }

  @Override
  public void close() {
    while (!mounted.isEmpty()) {
      mounted.pop().close();
    }
  }
}
