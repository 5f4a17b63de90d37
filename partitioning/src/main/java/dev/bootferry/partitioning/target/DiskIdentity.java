package dev.bootferry.partitioning.target;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What tells one disk from another.
 *
 * @param links names below {@code /dev/disk}, such as {@code by-id/ata-...}
 * @param size in bytes; 0 without a medium
 * @param transport as {@code lsblk} names it
 * @param multipath whether udev's rules call it a path to a multipath disk
 */
public record DiskIdentity(
    Optional<String> model,
    Optional<String> vendor,
    Optional<String> serial,
    Optional<String> wwn,
    List<String> links,
    long size,
    boolean rotational,
    boolean removable,
    Optional<String> transport,
    boolean multipath) {
  /** To these nobody builds two paths; but their makers give the same serial to many. */
  private static final Set<String> ONE_PATH = Set.of("usb", "mmc", "sata", "ata", "nvme", "virtio");

  public DiskIdentity {
    links = List.copyOf(links);
  }

  /**
   * Whether both may be the same disk, reached by two paths. Its world wide name tells; without one
   * everything else that is known must agree.
   */
  public boolean mayBe(DiskIdentity other) {
    if (size == 0 || size != other.size) {
      return false;
    }
    if (wwn.isPresent() || other.wwn.isPresent()) {
      return wwn.isPresent()
          && other.wwn.isPresent()
          && plainWwn(wwn.get()).equals(plainWwn(other.wwn.get()));
    }
    return serial.isPresent()
        && serial.equals(other.serial)
        && model.equals(other.model)
        && vendor.equals(other.vendor)
        && transport.filter(ONE_PATH::contains).isEmpty();
  }

  /** The kernel, udev and people spell the same name in several ways. */
  public static String plainWwn(String wwn) {
    String plain = wwn.strip().toLowerCase(Locale.ROOT);
    for (String prefix : List.of("0x", "naa.", "eui.", "wwn-0x")) {
      if (plain.startsWith(prefix)) {
        return plain.substring(prefix.length());
      }
    }
    return plain;
  }
}
