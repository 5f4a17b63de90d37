package dev.bootferry.partitioning.target;

import dev.bootferry.core.problem.Problem;
import java.util.List;

/**
 * Whether a target may be used, and how it will look.
 *
 * @param refusals why not, each reason by itself; empty when it may
 * @param bytes the size that its disk will have
 * @param sectorSize of its disk in bytes
 * @param resize whether it is a file that has to be created or given that size
 * @param erases whether something that is there will be lost, so that one should ask
 */
public record TargetVerdict(
    List<Problem> refusals, long bytes, int sectorSize, boolean resize, boolean erases) {
  public TargetVerdict {
    refusals = List.copyOf(refusals);
  }

  public boolean isAccepted() {
    return refusals.isEmpty();
  }

  /**
   * Goes on only with an accepted target.
   *
   * @throws dev.bootferry.core.problem.ProblemException the first refusal
   */
  public TargetVerdict demandAccepted() {
    if (!isAccepted()) {
      throw refusals.getFirst().exception();
    }
    return this;
  }
}
