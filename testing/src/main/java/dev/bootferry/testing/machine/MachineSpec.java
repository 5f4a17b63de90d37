package dev.bootferry.testing.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine without a network card.
 *
 * @param disks raw images, the first is booted from
 * @param sticks raw images on USB, behind the disks; Debian's cloud kernel has no driver for them
 * @param discardWrites leaves the images as they are
 * @param sectorSize of the disks as the guest sees them, in bytes; sticks have 512
 */
public record MachineSpec(
    Firmware firmware,
    List<Path> disks,
    List<Path> sticks,
    int memoryMebibytes,
    boolean discardWrites,
    int sectorSize) {
  public MachineSpec {
    disks = List.copyOf(disks);
    sticks = List.copyOf(sticks);
    if (disks.isEmpty()) {
      throw new IllegalArgumentException("a machine without a disk");
    }
  }

  public static MachineSpec of(Firmware firmware, Path... disks) {
    return new MachineSpec(firmware, List.of(disks), List.of(), 2048, false, 512);
  }

  public MachineSpec discardingWrites() {
    return new MachineSpec(firmware, disks, sticks, memoryMebibytes, true, sectorSize);
  }

  public MachineSpec withSectorSize(int bytes) {
    return new MachineSpec(firmware, disks, sticks, memoryMebibytes, discardWrites, bytes);
  }

  public MachineSpec withMemory(int mebibytes) {
    return new MachineSpec(firmware, disks, sticks, mebibytes, discardWrites, sectorSize);
  }

  public MachineSpec withStick(Path image) {
    List<Path> more = new ArrayList<>(sticks);
    more.add(image);
    return new MachineSpec(firmware, disks, more, memoryMebibytes, discardWrites, sectorSize);
  }
}
