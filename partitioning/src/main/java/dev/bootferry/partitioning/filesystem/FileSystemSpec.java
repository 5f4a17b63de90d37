package dev.bootferry.partitioning.filesystem;

import dev.bootferry.partitioning.disk.Extent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * A file system to be made.
 *
 * @param label within the limit of its type
 * @param id its identity; of FAT, which has 32 bits, the first 32
 * @param place on the disk, in whole sectors
 * @param sectorSize of the disk in bytes
 */
public record FileSystemSpec(
    FileSystemType type, String label, UUID id, Extent place, int sectorSize) {
  public FileSystemSpec {
    if (label.isEmpty()
        || label.getBytes(StandardCharsets.UTF_8).length > type.labelLimit()
        || label.startsWith("-")) {
      throw new IllegalArgumentException("no label for " + type + ": " + label);
    }
    if (place.offset() % sectorSize != 0 || place.size() % sectorSize != 0) {
      throw new IllegalArgumentException("not in whole sectors: " + place);
    }
    if (place.size() < type.minimum().bytes()) {
      throw new IllegalArgumentException(
          type + " of " + place.size() + " bytes, at least " + type.minimum().bytes());
    }
  }

  /** As {@code UUID=} in fstab(5) and on the kernel command line spells it. */
  public String uuid() {
    if (type != FileSystemType.VFAT) {
      return id.toString();
    }
    String hex = volumeId().toUpperCase(Locale.ROOT);
    return hex.substring(0, 4) + "-" + hex.substring(4);
  }

  /** FAT's identity, eight hexadecimal digits. */
  String volumeId() {
    return id.toString().substring(0, 8);
  }
}
