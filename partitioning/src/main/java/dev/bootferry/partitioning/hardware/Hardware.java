package dev.bootferry.partitioning.hardware;

import java.util.List;
import java.util.Optional;

/**
 * A machine: what {@code bootferry probe} writes and {@code config check --hardware} reads.
 *
 * @param architecture as OCI names it, such as {@code amd64}
 * @param firmware how it was started
 * @param memory in bytes
 * @param disks whole disks in the order of their paths
 * @param links names of network interfaces
 */
public record Hardware(
    String architecture,
    Firmware firmware,
    long memory,
    List<DiskDescription> disks,
    List<String> links) {
  public Hardware {
    disks = List.copyOf(disks);
    links = List.copyOf(links);
  }

  /** The disk with this path. */
  public Optional<DiskDescription> disk(String path) {
    return disks.stream().filter(d -> d.path().equals(path)).findFirst();
  }

  /** What started the machine. */
  public enum Firmware {
    BIOS,
    UEFI,
    /** UEFI with Secure Boot on. */
    SECURE_BOOT,
    /** Neither, or not known. */
    OTHER
  }
}
