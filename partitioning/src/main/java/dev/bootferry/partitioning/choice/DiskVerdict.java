package dev.bootferry.partitioning.choice;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.hardware.DiskDescription;
import java.util.List;

/** What may be done with a disk. */
public sealed interface DiskVerdict {
  DiskDescription disk();

  /** Nothing is on it and nothing uses it. */
  record Free(DiskDescription disk) implements DiskVerdict {}

  /**
   * It may be used by somebody who says that what is on it may be lost.
   *
   * @param lost in words, at least one
   */
  record NeedsWipe(DiskDescription disk, List<String> lost) implements DiskVerdict {
    public NeedsWipe {
      lost = List.copyOf(lost);
      if (lost.isEmpty()) {
        throw new IllegalArgumentException("nothing to lose on " + disk.path());
      }
    }
  }

  /**
   * It may not be used, whatever is allowed.
   *
   * @param reasons each by itself, at least one
   */
  record Never(DiskDescription disk, List<Problem> reasons) implements DiskVerdict {
    public Never {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("no reason against " + disk.path());
      }
    }
  }

  /**
   * Goes on only with a disk that may be used.
   *
   * @param wipe whether what is on it may be lost
   * @throws dev.bootferry.core.problem.ProblemException the first reason against it, or {@code
   *     target-not-empty}
   */
  default DiskDescription demandUsable(boolean wipe) {
    if (this instanceof Never never) {
      throw never.reasons().getFirst().exception();
    }
    if (this instanceof NeedsWipe needsWipe && !wipe) {
      throw new Problem(
              PartitioningProblem.TARGET_NOT_EMPTY,
              "install to " + disk().path(),
              "it holds " + String.join("; ", needsWipe.lost()),
              "If all of that may be lost, add --wipe, or wipe = true for that disk.")
          .exception();
    }
    return disk();
  }
}
