package dev.bootferry.installer.execute;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.objects.RepositoryCheck;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.linux.block.BlockDevices;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemCheck;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.Tools;
import dev.bootferry.partitioning.layout.Volume;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an installed disk back from its medium and compares it with what was to be written. Nothing
 * is changed.
 */
final class ReadBack {
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Prepared prepared;
  private final CommandRunner host;
  private final Progress progress;

  ReadBack(Prepared prepared, CommandRunner host, Progress progress) {
    this.prepared = prepared;
    this.host = host;
    this.progress = progress;
  }

  private InstallPlan plan() {
    return prepared.plan();
  }

  /**
   * Checks the root file system.
   *
   * @param bootFiles the boot loader's on it, by path without a leading slash
   * @throws dev.bootferry.core.problem.ProblemException {@code read-back-differs}, {@code
   *     file-system-damaged}, {@code bound-image-wrong}, {@code sysroot-damaged}
   */
  void root(Path disk, Sysroot sysroot, Deployment deployment, Map<String, byte[]> bootFiles)
      throws IOException {
    BlockDevices.dropCache(disk);
    plan().layout().volumes().stream()
        .filter(v -> v.role() != VolumeRole.ROOT && v.role() != VolumeRole.BOOT)
        .forEach(v ->
            v.made()
                .ifPresent(spec -> {
                  try (LoopDevice device = attach(disk, v)) {
                    checkFileSystem(spec, device);
                  }
                }));
    try (MountedVolume _ = checked(disk, VolumeRole.ROOT, "").orElseThrow();
        @Nullable MountedVolume _ = checked(disk, VolumeRole.BOOT, "boot").orElse(null);
        Progress.Stage stage = progress.stage("reading back", Progress.UNKNOWN)) {
      // The deployment's files are the same inodes as the objects.
      RepositoryCheck.run(sysroot.repository(), JOBS, stage);
      BoundStore store = BoundStore.at(StoreLocation.common(), sysroot.root());
      for (SetImage image : plan().bound()) {
        store.verify(image, stage);
      }
      kernel(sysroot.root(), deployment);
      for (Map.Entry<String, byte[]> file : bootFiles.entrySet()) {
        same(sysroot.root().resolve(file.getKey()), file.getValue());
      }
    }
  }

  private LoopDevice attach(Path disk, Volume volume) {
    return MountedVolume.attachToReadBack(disk, volume.place(), plan().verdict().sectorSize());
  }

  /** Checks a volume and mounts it, for reading only. */
  private Optional<MountedVolume> checked(Path disk, VolumeRole role, String place) {
    return plan()
        .layout()
        .volume(role)
        .map(volume -> {
          LoopDevice device = attach(disk, volume);
          checkFileSystem(volume.made().orElseThrow(), device);
          return MountedVolume.mountReadOnly(
              device, volume.type(), prepared.programs().work().mountPoint().resolve(place));
        });
  }

  private void checkFileSystem(FileSystemSpec spec, LoopDevice device) {
    String program =
        switch (spec.type()) {
          case EXT4 -> "e2fsck";
          case XFS -> "xfs_repair";
          default -> "btrfs";
        };
    new FileSystemCheck(prepared.programs().runnerFor(program, host), Tools.HOST)
        .check(spec.type(), device.path());
  }

  /** ostree names the folder of kernel and initramfs by the digest of both, one after the other. */
  private static void kernel(Path root, Deployment deployment) throws IOException {
    Path folder =
        root.resolve("boot/ostree").resolve(deployment.stateroot() + "-" + deployment.bootcsum());
    MessageDigest computation = Digest.newSha256();
    for (String prefix : List.of("vmlinuz", "initramfs", "devicetree")) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(f -> String.valueOf(f.getFileName()).startsWith(prefix)).toList()) {
          update(computation, file);
        }
      }
    }
    if (!Digest.ofSha256(computation.digest()).hex().equals(deployment.bootcsum())) {
      throw differs(folder.toString());
    }
  }

  private static void update(MessageDigest computation, Path file) throws IOException {
    byte[] buffer = new byte[1 << 17];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        computation.update(buffer, 0, read);
      }
    }
  }

  private static void same(Path file, byte[] expected) throws IOException {
    if (!Arrays.equals(Files.readAllBytes(file), expected)) {
      throw differs(file.toString());
    }
  }

  /** Checks what was written at a place of the disk itself. */
  static void place(Disk disk, long offset, byte[] expected) {
    if (!Arrays.equals(disk.read(new Extent(offset, expected.length)), expected)) {
      throw differs("the boot code at byte " + offset + " of " + disk.name());
    }
  }

  private static RuntimeException differs(String what) {
    return new Problem(
            InstallerProblem.READ_BACK_DIFFERS,
            "read back " + what,
            "it is not what was written",
            "The disk is failing, or something else wrote to it. It has not been made bootable:"
                + " try another disk.")
        .exception();
  }
}
