package dev.bootferry.partitioning.target;

import java.util.Map;
import java.util.Optional;

/** Names that libblkid gives to what it finds, and what they mean to people. */
final class Signature {
  /** A path to a disk that the multipath daemon joins; udev's rules say so, not the disk. */
  static final String MULTIPATH = "mpath_member";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("LVM2_member", "a physical volume of LVM"),
          Map.entry("LVM1_member", "a physical volume of LVM"),
          Map.entry("linux_raid_member", "a member of a Linux RAID"),
          Map.entry("isw_raid_member", "a member of an Intel firmware RAID"),
          Map.entry("ddf_raid_member", "a member of a firmware RAID"),
          Map.entry("crypto_LUKS", "an encrypted volume"),
          Map.entry("BitLocker", "an encrypted Windows volume"),
          Map.entry("zfs_member", "a member of a ZFS pool"),
          Map.entry("bcache", "a member of a bcache set"),
          Map.entry("drbd", "a DRBD volume"),
          Map.entry("ceph_bluestore", "a Ceph volume"),
          Map.entry("VMFS_volume_member", "a VMware volume"),
          Map.entry("oracleasm", "an Oracle ASM disk"),
          Map.entry(MULTIPATH, "a path to a multipath disk"));

  private Signature() {}

  /** As in {@code ext4 "data"} or {@code LVM2_member (a physical volume of LVM)}. */
  static String text(String type, Optional<String> label) {
    String meaning = MEANINGS.containsKey(type) ? " (" + MEANINGS.get(type) + ")" : "";
    return type + label.filter(l -> !l.isEmpty()).map(l -> " \"" + l + "\"").orElse("") + meaning;
  }

  /** Whether this text is of that type. */
  static boolean isOf(String text, String type) {
    return text.equals(type) || text.startsWith(type + " ");
  }
}
