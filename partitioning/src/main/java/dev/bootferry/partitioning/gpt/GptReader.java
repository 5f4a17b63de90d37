package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the partition table of a disk, ours or any other. What it finds on the disk may be made to
 * harm: every number is checked before it is used.
 */
public final class GptReader {
  private GptReader() {}

  /**
   * Reads.
   *
   * @param sectorSize of the disk; a table written with the other one is found as well
   */
  public static FoundTable read(Disk disk, int sectorSize) {
    int other = sectorSize == 512 ? 4096 : 512;
    FoundTable found = readGpt(disk, sectorSize);
    if (!(found instanceof FoundTable.Gpt) && readGpt(disk, other) instanceof FoundTable.Gpt gpt) {
      return gpt;
    }
    return found instanceof FoundTable.None ? MbrReader.read(disk, sectorSize) : found;
  }

  private static FoundTable readGpt(Disk disk, int sectorSize) {
    if (disk.size() < 3L * sectorSize) {
      return new FoundTable.None();
    }
    DiskGeometry geometry = DiskGeometry.ofBytes(disk.size(), sectorSize);
    GptCopy primary = GptCopy.read(disk, geometry, 1);
    GptCopy backup = GptCopy.read(disk, geometry, geometry.lastLba());
    List<String> defects = new ArrayList<>();
    if (!hasProtectiveMbr(disk)) {
      defects.add("there is no protective MBR");
    }
    primary.fault().ifPresent(fault -> defects.add("the primary table: " + fault));
    if (primary instanceof GptCopy.Good good) {
      if (backup instanceof GptCopy.Good second) {
        if (!good.sameContent(second)) {
          defects.add("the two copies differ");
        }
      } else {
        defects.add("the backup table: " + backup.fault().orElse("absent"));
      }
      return good.table(geometry, defects);
    }
    if (backup instanceof GptCopy.Good good) {
      return good.table(geometry, defects);
    }
    Optional<String> fault = primary.fault().or(backup::fault);
    return fault.isPresent()
        ? new FoundTable.Damaged("GPT: " + fault.get())
        : new FoundTable.None();
  }

  private static boolean hasProtectiveMbr(Disk disk) {
    ByteBuffer mbr = mbr(disk);
    return mbr.getShort(GptEncoder.MBR_SIGNATURE_OFFSET) == GptEncoder.MBR_SIGNATURE
        && mbr.get(GptEncoder.MBR_RECORD_OFFSET + 4) == GptEncoder.MBR_TYPE_PROTECTIVE;
  }

  private static ByteBuffer mbr(Disk disk) {
    return ByteBuffer.wrap(disk.read(new Extent(0, 512))).order(ByteOrder.LITTLE_ENDIAN);
  }
}
