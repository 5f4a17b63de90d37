package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;

/**
 * Finds the one disk that a person means: pure. It never falls back to the first, the largest or
 * any other guess.
 */
public final class DiskChooser {
  private DiskChooser() {}

  /**
   * The one disk that has all these properties and may be used. Whether what is on it may be lost
   * is not looked at here: ask {@link DiskVerdict#demandUsable} of its verdict. A path to a file
   * that is no device is not looked up here either: that is the caller's.
   *
   * @param choice something must be given
   * @param minimum the least size of the disk for what will be put on it
   * @throws dev.bootferry.core.problem.ProblemException {@code disk-not-found} with every disk and
   *     what did not agree; {@code disk-ambiguous} with the candidates and what tells them apart;
   *     or the reason why the one that was found can never be used
   */
  public static DiskDescription choose(Hardware hardware, DiskChoice choice, ByteSize minimum) {
    DiskDescription disk = choice.path().flatMap(hardware::disk).orElseThrow();
    return DiskJudge.judge(hardware, disk, minimum).demandUsable(true);
  }
}
