package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.target.DiskIdentity;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetRules;
import dev.bootferry.partitioning.target.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Judges the disks of a machine: pure, and by the same rules as a target that is named. */
public final class DiskJudge {
  /** Whether the loss of data is allowed is asked afterwards. */
  private static final TargetOptions WIPE =
      new TargetOptions(true, Optional.empty(), Optional.empty());

  private DiskJudge() {}

  /**
   * Every disk of the machine, in its order.
   *
   * @param minimum the least size of a disk for what will be put on it
   */
  public static List<DiskVerdict> judge(Hardware hardware, ByteSize minimum) {
    return hardware.disks().stream().map(disk -> judge(hardware, disk, minimum)).toList();
  }

  /**
   * One disk of the machine. The others matter: one may be the same disk by another path.
   *
   * @param minimum the least size of the disk for what will be put on it
   */
  public static DiskVerdict judge(Hardware hardware, DiskDescription disk, ByteSize minimum) {
    List<Problem> reasons = TargetRules.judge(report(hardware, disk), WIPE, minimum).refusals();
    if (!reasons.isEmpty()) {
      return new DiskVerdict.Never(disk, reasons);
    }
    return disk.isEmpty()
        ? new DiskVerdict.Free(disk)
        : new DiskVerdict.NeedsWipe(disk, lost(disk));
  }

  private static List<String> lost(DiskDescription disk) {
    return disk.contents().isEmpty() ? List.of("a partition table") : disk.contents();
  }

  /** The disk as the rules want it. */
  private static TargetReport report(Hardware hardware, DiskDescription disk) {
    Path path = Path.of(disk.path());
    return new TargetReport(
        path,
        path,
        TargetKind.DISK,
        disk.size(),
        disk.sectorSize(),
        disk.readOnly(),
        disk.uses(),
        disk.holdsSystem(),
        disk.holdsMedium(),
        otherPaths(hardware, disk),
        disk.faults(),
        disk.contents(),
        disk.table(),
        List.of(),
        "",
        0);
  }

  private static List<String> otherPaths(Hardware hardware, DiskDescription disk) {
    return hardware.disks().stream()
        .filter(other -> !other.path().equals(disk.path()))
        .filter(other -> !isHeldBy(disk, other) && !isHeldBy(other, disk))
        .filter(other -> identity(disk).mayBe(identity(other)))
        .map(DiskDescription::path)
        .toList();
  }

  /** Whether one is made of the other, as a multipath disk of its paths. */
  static boolean isHeldBy(DiskDescription part, DiskDescription whole) {
    return part.uses().stream()
        .anyMatch(use -> use.kind() == Use.Kind.HELD && use.by().equals(whole.path()));
  }

  private static DiskIdentity identity(DiskDescription disk) {
    return new DiskIdentity(
        disk.model(),
        disk.vendor(),
        disk.serial(),
        disk.wwn(),
        disk.links(),
        disk.size(),
        disk.rotational(),
        disk.removable(),
        disk.transport(),
        false);
  }
}
