package dev.bootferry.partitioning.gpt;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.util.Arrays;

/**
 * Writes a table in two steps. After the first, everything is there but the protective MBR, without
 * which neither firmware nor kernel nor tools take the disk for a partitioned one. The second
 * writes that one sector, which a disk writes whole or not at all.
 *
 * <p>A table of which partitions stay is written by {@link #replace} instead.
 */
public final class GptWriter {
  private final Disk disk;
  private final GptTable table;
  private final GptEncoder encoder;

  /**
   * Writes nothing yet.
   *
   * @param disk of exactly the table's size, less at most an incomplete last sector
   */
  public GptWriter(Disk disk, GptTable table) {
    DiskGeometry geometry = table.geometry();
    if (disk.size() / geometry.sectorSize() != geometry.sectors()) {
      throw new IllegalArgumentException(
          "the table is for "
              + geometry.bytes()
              + " bytes, "
              + disk.name()
              + " has "
              + disk.size());
    }
    this.disk = disk;
    this.table = table;
    this.encoder = new GptEncoder(table);
  }

  /**
   * Writes both copies of the table, each durable before the next is begun. Whenever this ends, the
   * disk is not recognised as partitioned, whatever was on it: its first sector is zero.
   */
  public void stage() {
    DiskGeometry geometry = table.geometry();
    write(0, new byte[geometry.sectorSize()]);
    disk.force();
    write(encoder.backupEntriesLba(), encoder.entries());
    write(geometry.lastLba(), encoder.backupHeader());
    disk.force();
    write(2, encoder.entries());
    write(1, encoder.primaryHeader());
    disk.force();
  }

  /**
   * Makes the disk a partitioned one, and one that BIOS starts when there is boot code. Reads back
   * what was staged before, from the device if the caller dropped the cache.
   *
   * @param bootCode at most 440 bytes; empty for none
   * @throws dev.bootferry.core.problem.ProblemException {@code partition-table-differs}; the first
   *     sector is untouched then
   */
  public void publish(byte[] bootCode) {
    byte[] mbr = encoder.protectiveMbr(bootCode);
    compare("primary header", 1, encoder.primaryHeader());
    compare("primary entries", 2, encoder.entries());
    compare("backup entries", encoder.backupEntriesLba(), encoder.entries());
    compare("backup header", table.geometry().lastLba(), encoder.backupHeader());
    write(0, mbr);
    disk.force();
    compare("protective MBR", 0, mbr);
  }

  /**
   * Writes the table over another one of the same disk, so that at each instant one whole copy is
   * there, of the old or of the new: for tables that have partitions in common.
   *
   * @param bootCode at most 440 bytes; empty for none
   * @throws dev.bootferry.core.problem.ProblemException {@code partition-table-differs}
   */
  public void replace(byte[] bootCode) {
    byte[] mbr = encoder.protectiveMbr(bootCode);
    // Boot code goes first when it goes, and comes last when it comes.
    if (bootCode.length == 0) {
      write(0, mbr);
      disk.force();
    }
    write(encoder.backupEntriesLba(), encoder.entries());
    write(table.geometry().lastLba(), encoder.backupHeader());
    disk.force();
    write(2, encoder.entries());
    write(1, encoder.primaryHeader());
    disk.force();
    publish(bootCode);
  }

  private void write(long lba, byte[] bytes) {
    disk.write(table.geometry().offset(lba), bytes);
  }

  private void compare(String part, long lba, byte[] expected) {
    byte[] found = disk.read(new Extent(table.geometry().offset(lba), expected.length));
    if (!Arrays.equals(expected, found)) {
      throw new Problem(
              PartitioningProblem.PARTITION_TABLE_DIFFERS,
              "read back the partition table of " + disk.name(),
              "the " + part + " at sector " + lba + " is not what was written",
              "Something else writes to the disk, or it is failing: check it and install again.")
          .exception();
    }
  }
}
