package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import java.util.List;

/** Judges the disks of a machine: pure, and by the same rules as a target that is named. */
public final class DiskJudge {
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
    return disk.contents().isEmpty() || hardware.disks().isEmpty() || minimum.bytes() > disk.size()
        ? new DiskVerdict.Free(disk)
        : new DiskVerdict.NeedsWipe(disk, disk.contents());
  }
}
