package dev.bootferry.partitioning.target;

import dev.bootferry.partitioning.disk.Extent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a target, without a judgement.
 *
 * @param named as the user named it
 * @param path the same without symbolic links
 * @param size in bytes; 0 when there is nothing to measure
 * @param sectorSize in bytes; 512 for what is no block device
 * @param uses what uses it or a part of it
 * @param holdsSystem whether the running system is on it
 * @param holdsMedium whether the running system was started from it as a medium
 * @param otherPaths disks that may be this very disk, reached another way
 * @param faults why it could not be looked at wholly; then nobody knows what is on it
 * @param contents what is on it, in words; empty when it seems empty
 * @param table {@code gpt} or {@code dos}; empty without a table that can be read
 * @param found its partitions
 * @param belongsTo of a partition: its disk; of anything missing: the nearest folder that should
 *     hold it; otherwise empty
 * @param freeSpace where the file is or would be, in bytes; 0 for devices
 */
public record TargetReport(
    Path named,
    Path path,
    TargetKind kind,
    long size,
    int sectorSize,
    boolean readOnly,
    List<Use> uses,
    boolean holdsSystem,
    boolean holdsMedium,
    List<String> otherPaths,
    List<String> faults,
    List<String> contents,
    Optional<String> table,
    List<PartitionFacts> found,
    String belongsTo,
    long freeSpace) {
  public TargetReport {
    uses = List.copyOf(uses);
    contents = List.copyOf(contents);
    otherPaths = List.copyOf(otherPaths);
    faults = List.copyOf(faults);
    found = List.copyOf(found);
  }

  /** Where its partitions lie. */
  public List<Extent> partitions() {
    return found.stream().map(PartitionFacts::place).toList();
  }

  /** For people: the name, and the device behind it when that is another. */
  public String title() {
    return named.toAbsolutePath().normalize().equals(path)
        ? named.toString()
        : named + " (" + path + ")";
  }
}
