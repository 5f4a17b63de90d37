package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.Hardware;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A machine, and what is right to say of it.
 *
 * @param title what is special about it
 * @param minimum what an installation needs
 * @param verdicts by path of the disk
 */
record Topology(
    String title,
    ByteSize minimum,
    Hardware hardware,
    Map<String, Expected> verdicts,
    List<Asked> choices) {
  /**
   * What is right to say of a disk.
   *
   * @param kind {@code free}, {@code wipe} or {@code never}
   * @param reasons codes, for {@code never}
   */
  record Expected(String kind, Set<String> reasons) {}

  /**
   * A choice and what is to come of it.
   *
   * @param line as it is written
   * @param result a path, or the code of a problem
   */
  record Asked(String line, DiskChoice choice, String result) {}

  /** What is right to say of the disk with this path. */
  Expected expected(String path) {
    return verdicts.getOrDefault(path, new Expected("unknown", Set.of()));
  }

  @Override
  public String toString() {
    return title;
  }
}
