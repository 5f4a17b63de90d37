package dev.bootferry.installer.execute;

import dev.bootferry.bootloader.bootupd.Bootupd;
import dev.bootferry.bootloader.bootupd.BootupdCall;
import dev.bootferry.bootloader.efi.EfiFile;
import dev.bootferry.bootloader.grub.BiosImage;
import dev.bootferry.bootloader.install.BootloaderInstaller;
import dev.bootferry.bootloader.install.BootloaderInstaller.BiosBoot;
import dev.bootferry.bootloader.install.BootloaderInstaller.Parts;
import dev.bootferry.bootloader.install.BootloaderPlan.Kind;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.linux.process.StreamingRunner;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.esp.EspFile;
import dev.bootferry.partitioning.esp.EspPath;
import dev.bootferry.partitioning.esp.EspVolume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The boot loader of a plan. GRUB is made from the image's parts before the disk is touched, and is
 * in place and read back before the partition table makes the disk one that firmware starts.
 */
final class BootLoaderWork {
  private static final byte[] NO_BOOT_CODE = new byte[0];
  private static final int LBA = 512;

  private final Prepared prepared;
  private final SystemCommandRunner host;
  private final Parts parts;
  private List<EspFile> written = List.of();

  private BootLoaderWork(Prepared prepared, SystemCommandRunner host, Parts parts) {
    this.prepared = prepared;
    this.host = host;
    this.parts = parts;
  }

  /** Makes the parts; writes nothing but scratch files. */
  static BootLoaderWork prepare(Prepared prepared, SystemCommandRunner host) throws IOException {
    InstallPlan plan = prepared.plan();
    if (plan.bootLoader().kind() != Kind.GRUB) {
      return new BootLoaderWork(prepared, host, new Parts(Optional.empty(), List.of(), Map.of()));
    }
    Optional<BiosBoot> biosBoot =
        plan.layout().biosBoot().map(place -> new BiosBoot(place.offset() / LBA, place.size()));
    Parts parts =
        new BootloaderInstaller(prepared.programs()::file, prepared.programs().grub(host))
            .make(plan.bootLoader(), plan.layout().boot().uuid(), biosBoot);
    return new BootLoaderWork(prepared, host, parts);
  }

  /** What belongs on the root file system, by path without a leading slash. */
  Map<String, byte[]> rootFiles() {
    return parts.root();
  }

  /** The start of the disk's first sector. */
  byte[] bootCode() {
    return parts.bios().map(BiosImage::bootCode).orElse(NO_BOOT_CODE);
  }

  /** Writes what lies outside of the root file system. */
  void write(Disk disk, Path target) throws IOException {
    parts.bios().ifPresent(bios -> disk.write(biosBoot().offset(), bios.core()));
    disk.force();
    SortedMap<EspPath, StreamingRunner.Feed> files = new TreeMap<>();
    for (EfiFile file : parts.efiSystem()) {
      byte[] bytes = file.bytes();
      files.put(new EspPath(file.path()), out -> out.write(bytes));
    }
    if (!files.isEmpty()) {
      written = efiSystem(target).write(files);
    }
  }

  /** Reads that back. */
  void verify(Disk disk, Path target) {
    if (!written.isEmpty()) {
      efiSystem(target).verify(written);
    }
    parts.bios().ifPresent(bios -> ReadBack.place(disk, biosBoot().offset(), bios.core()));
  }

  /**
   * Has the image's bootupd write its boot loader, where the plan says so. It finds the partitions
   * by the kernel's nodes, so the table has to be there; until it is done nothing starts the disk.
   */
  void afterTable(Path target, Deployment deployment) throws IOException {
    InstallPlan plan = prepared.plan();
    if (plan.bootLoader().kind() != Kind.BOOTUPD) {
      return;
    }
    BootupdCall call =
        new BootupdCall(
            !plan.configuration().bootupdSkipsBootUuid(),
            !plan.genericImage(),
            Optional.of(target));
    try (TargetVolumes volumes = new TargetVolumes(prepared, host)) {
      volumes.mountRoot();
      volumes.mountBoot();
      new Bootupd(host)
          .install(call, prepared.programs().work().mountPoint(), deployment.directory());
      volumes.unmount();
    }
  }

  private Extent biosBoot() {
    return prepared.plan().layout().biosBoot().orElseThrow();
  }

  private EspVolume efiSystem(Path target) {
    long offset = prepared.plan().layout().efiSystem().orElseThrow().place().offset();
    return new EspVolume(host, host, target, offset);
  }
}
