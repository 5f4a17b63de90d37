package dev.bootferry.testing.machine;

import java.nio.file.Path;
import java.util.List;

/**
 * A machine without a network card.
 *
 * @param disks raw images, the first is booted from
 * @param discardWrites leaves the images as they are
 * @param sectorSize of the disks as the guest sees them, in bytes
 */
public record MachineSpec(
    Firmware firmware,
    List<Path> disks,
    int memoryMebibytes,
    boolean discardWrites,
    int sectorSize) {
  public MachineSpec {
    disks = List.copyOf(disks);
    if (disks.isEmpty()) {
      throw new IllegalArgumentException("a machine without a disk");
    }
  }

  public static MachineSpec of(Firmware firmware, Path... disks) {
    return new MachineSpec(firmware, List.of(disks), 2048, false, 512);
  }

  public MachineSpec discardingWrites() {
    return new MachineSpec(firmware, disks, memoryMebibytes, true, sectorSize);
  }

  public MachineSpec withSectorSize(int bytes) {
    return new MachineSpec(firmware, disks, memoryMebibytes, discardWrites, bytes);
  }
}
