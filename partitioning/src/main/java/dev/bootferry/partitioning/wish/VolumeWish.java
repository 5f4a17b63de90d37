package dev.bootferry.partitioning.wish;

import dev.bootferry.partitioning.filesystem.FileSystemType;
import java.util.Optional;

/**
 * A partition with something in it.
 *
 * @param label names the partition, and the file system in it
 * @param type of its file system; empty for swap space, and for what the image decides
 * @param mount an absolute path below /var, /home, /srv or /opt, for {@link VolumeRole#DATA} only
 * @param keep when a partition with this label is on the disk already it stays as it is; for {@link
 *     VolumeRole#VAR} and {@link VolumeRole#DATA} only
 * @param grow whether its file system takes the rest of a larger disk at the first boot
 */
public record VolumeWish(
    VolumeRole role,
    String label,
    Optional<FileSystemType> type,
    Optional<String> mount,
    SizeRule size,
    boolean keep,
    boolean grow) {
  /** What every file system but XFS, which takes 12 characters, has room for. */
  public static final String LABEL_PATTERN = "[A-Za-z0-9][A-Za-z0-9_.-]{0,15}";

  public VolumeWish {
    if (!label.matches(LABEL_PATTERN)) {
      throw new IllegalArgumentException("no label for a volume: " + label);
    }
    if (keep && role != VolumeRole.VAR && role != VolumeRole.DATA) {
      throw new IllegalArgumentException(role + " is always made anew");
    }
    if (mount.isPresent() && role != VolumeRole.DATA) {
      throw new IllegalArgumentException("where " + role + " is mounted cannot be chosen");
    }
  }

  /** One of the usual ones. */
  public static VolumeWish of(VolumeRole role, SizeRule size) {
    return new VolumeWish(
        role,
        role.name().toLowerCase(java.util.Locale.ROOT),
        Optional.empty(),
        Optional.empty(),
        size,
        false,
        false);
  }
}
