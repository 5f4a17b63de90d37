package dev.bootferry.partitioning.hardware;

import dev.bootferry.partitioning.target.Use;
import java.util.List;
import java.util.Optional;

/**
 * A disk, as the kernel, udev's rules and its own bytes tell of it.
 *
 * @param path such as {@code /dev/vdb}
 * @param links names below {@code /dev/disk}, such as {@code by-id/ata-...}
 * @param size in bytes; 0 without a medium
 * @param sectorSize logical, in bytes
 * @param transport as {@code lsblk} names it
 * @param table such as {@code gpt}, {@code dos}; empty without one
 * @param uses what uses it or a part of it
 * @param holdsSystem whether the running system is on it
 * @param holdsMedium whether the installer was started from it
 * @param contents what is on it, in words; empty when it seems empty
 * @param operatingSystem of the system that is installed on it, by the name it gives itself
 * @param faults why it could not be looked at wholly, such as a read error; then nobody knows what
 *     is on it
 */
public record DiskDescription(
    String path,
    Optional<String> model,
    Optional<String> vendor,
    Optional<String> serial,
    Optional<String> wwn,
    List<String> links,
    long size,
    int sectorSize,
    boolean rotational,
    boolean removable,
    boolean readOnly,
    Optional<String> transport,
    Optional<String> table,
    List<FoundPartition> partitions,
    List<Use> uses,
    boolean holdsSystem,
    boolean holdsMedium,
    List<String> contents,
    Optional<String> operatingSystem,
    List<String> faults) {
  public DiskDescription {
    links = List.copyOf(links);
    partitions = List.copyOf(partitions);
    uses = List.copyOf(uses);
    contents = List.copyOf(contents);
    faults = List.copyOf(faults);
  }

  /** A disk that could be looked at without fault. */
  public DiskDescription(
      String path,
      Optional<String> model,
      Optional<String> vendor,
      Optional<String> serial,
      Optional<String> wwn,
      List<String> links,
      long size,
      int sectorSize,
      boolean rotational,
      boolean removable,
      boolean readOnly,
      Optional<String> transport,
      Optional<String> table,
      List<FoundPartition> partitions,
      List<Use> uses,
      boolean holdsSystem,
      boolean holdsMedium,
      List<String> contents,
      Optional<String> operatingSystem) {
    this(
        path,
        model,
        vendor,
        serial,
        wwn,
        links,
        size,
        sectorSize,
        rotational,
        removable,
        readOnly,
        transport,
        table,
        partitions,
        uses,
        holdsSystem,
        holdsMedium,
        contents,
        operatingSystem,
        List.of());
  }

  /** Whether nothing is on it; a disk that nobody could look into is not empty. */
  public boolean isEmpty() {
    return contents.isEmpty() && table.isEmpty() && partitions.isEmpty() && faults.isEmpty();
  }
}
