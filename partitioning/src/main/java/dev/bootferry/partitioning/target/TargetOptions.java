package dev.bootferry.partitioning.target;

import dev.bootferry.core.ByteSize;
import java.util.Optional;

/**
 * What the user allows and wants of a target.
 *
 * @param wipe whether what is on it may be lost
 * @param size of a file; empty to keep the size of one that is there, or for the default
 * @param sectorSize of a file's disk, 512 or 4096; empty for the device's own, or 512
 */
public record TargetOptions(boolean wipe, Optional<ByteSize> size, Optional<Integer> sectorSize) {
  /** What a new file gets. */
  public static final ByteSize DEFAULT_SIZE = ByteSize.gibibytes(10);

  public static final TargetOptions NONE =
      new TargetOptions(false, Optional.empty(), Optional.empty());
}
