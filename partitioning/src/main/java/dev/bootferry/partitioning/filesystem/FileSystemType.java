package dev.bootferry.partitioning.filesystem;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.PartitioningProblem;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file systems that we make. */
public enum FileSystemType {
  EXT4(16, 16L << 20),
  /** {@code mkfs.xfs} refuses less since xfsprogs 5.19. */
  XFS(12, 300L << 20),
  /** {@code mkfs.btrfs} names 109 MiB as its least; with less than this nothing fits. */
  BTRFS(255, 256L << 20),
  /** FAT32: with fewer clusters it would be FAT16, whatever is asked for. */
  VFAT(11, 260L << 20);

  private final int labelLimit;
  private final long minimum;

  FileSystemType(int labelLimit, long minimum) {
    this.labelLimit = labelLimit;
    this.minimum = minimum;
  }

  /**
   * By the name that mount(8) uses; only those that can be a root file system.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code file-system-unknown}
   */
  public static FileSystemType rootType(String name) {
    return Stream.of(EXT4, XFS, BTRFS)
        .filter(type -> type.mountName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                    PartitioningProblem.FILE_SYSTEM_UNKNOWN,
                    "make a root file system of type " + name,
                    "that type is not known here",
                    "Choose one of "
                        + Stream.of(EXT4, XFS, BTRFS)
                            .map(FileSystemType::mountName)
                            .collect(Collectors.joining(", "))
                        + ".")
                .exception());
  }

  /** As mount(8) and image configurations spell it, such as {@code ext4}. */
  public String mountName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The least size that it can have. */
  public ByteSize minimum() {
    return new ByteSize(minimum);
  }

  /** Bytes of a label at most. */
  public int labelLimit() {
    return labelLimit;
  }
}
