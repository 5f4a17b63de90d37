package dev.bootferry.partitioning.target;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a block device says when it is opened. Where it cannot be, the kernel's public figures take
 * its place, and the fault is kept: a disk that nobody could look into is not empty.
 *
 * @param size in bytes
 * @param sectorSize in bytes
 * @param claimed whether another program has it for itself
 * @param faults why something could not be found out
 */
record DeviceState(
    long size,
    int sectorSize,
    boolean readOnly,
    boolean claimed,
    Contents contents,
    List<String> faults) {
  DeviceState {
    faults = List.copyOf(faults);
  }

  /**
   * Opens and looks.
   *
   * @param knownSize in bytes, for when it cannot be opened
   * @param knownSectorSize in bytes, for when it cannot be opened
   * @param unused whether nothing is known to use it, so that it is worth asking
   */
  static DeviceState read(
      Path device,
      long knownSize,
      int knownSectorSize,
      boolean unused,
      DeviceFacts facts,
      CommandRunner runner) {
    if (facts.kind(device) != TargetKind.DISK) {
      String fault = "there is no device file " + device;
      return new DeviceState(
          knownSize, knownSectorSize, false, false, Contents.NONE, List.of(fault));
    }
    Attempt attempt = new Attempt();
    long size = attempt.get(() -> facts.size(device), knownSize);
    int sectorSize = attempt.get(() -> facts.sectorSize(device), knownSectorSize);
    boolean readOnly = attempt.get(() -> facts.isReadOnly(device), false);
    boolean claimed = unused && size > 0 && attempt.get(() -> facts.isClaimed(device), false);
    Contents contents = Contents.NONE;
    if (size > 0) {
      int tableUnit = sectorSize == 4096 ? 4096 : 512;
      contents = attempt.get(() -> Contents.of(device, tableUnit, runner), Contents.NONE);
    }
    return new DeviceState(size, sectorSize, readOnly, claimed, contents, attempt.faults);
  }

  /** Questions to one device, of which the first that fails is told. */
  private static final class Attempt {
    private final List<String> faults = new ArrayList<>();

    <T> T get(Supplier<T> question, T otherwise) {
      try {
        return question.get();
      } catch (ProblemException e) {
        if (faults.isEmpty()) {
          faults.add(e.problem().why());
        }
        return otherwise;
      }
    }
  }
}
