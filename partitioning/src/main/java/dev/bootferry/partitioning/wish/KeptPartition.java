package dev.bootferry.partitioning.wish;

/** A partition that is on the disk already and stays, whatever happens to the others. */
public sealed interface KeptPartition {
  /** The one with this name in the partition table; there must be exactly one. */
  record ByLabel(String label) implements KeptPartition {
    @Override
    public String toString() {
      return "\"" + label + "\"";
    }
  }

  /**
   * The one with this number.
   *
   * @param number from 1
   */
  record ByNumber(int number) implements KeptPartition {
    public ByNumber {
      if (number < 1) {
        throw new IllegalArgumentException("partitions are numbered from 1: " + number);
      }
    }

    @Override
    public String toString() {
      return Integer.toString(number);
    }
  }
}
