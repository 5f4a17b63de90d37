package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.Extent;
import java.util.Locale;

/**
 * One used entry of a table of the old kind.
 *
 * @param number from 1 to 4, or from 5 for one inside an extended partition
 * @param type what it is for, 1 to 255
 * @param place in bytes
 */
public record MbrPartition(int number, int type, Extent place) {
  /** The types that hold further partitions. */
  boolean isExtended() {
    return type == 0x05 || type == 0x0F || type == 0x85;
  }

  /** The type as people write it, in two hexadecimal digits. */
  public String typeText() {
    return String.format(Locale.ROOT, "%02x", type);
  }
}
