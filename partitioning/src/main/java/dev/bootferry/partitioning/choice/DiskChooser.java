package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.target.DeviceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the one disk that a person means: pure. It never falls back to the first, the largest or
 * any other guess; disks that may never be used count as well, since the one that was meant may be
 * among them.
 */
public final class DiskChooser {
  private final Hardware hardware;
  private final DiskChoice choice;

  private DiskChooser(Hardware hardware, DiskChoice choice) {
    this.hardware = hardware;
    this.choice = choice;
  }

  /**
   * The one disk that has all these properties and may be used. Whether what is on it may be lost
   * is not looked at here: ask {@link DiskVerdict#demandUsable} of its verdict. A path to a file
   * that is no device is not looked up here either: that is the caller's.
   *
   * @param minimum the least size of the disk for what will be put on it
   * @throws ProblemException {@code disk-not-found} with every disk and what did not agree; {@code
   *     disk-ambiguous} with the candidates and what tells them apart, also when nothing is asked
   *     for; or the reason why the one that was found can never be used
   */
  public static DiskDescription choose(Hardware hardware, DiskChoice choice, ByteSize minimum) {
    DiskDescription disk = new DiskChooser(hardware, choice).one();
    return DiskJudge.judge(hardware, disk, minimum).demandUsable(true);
  }

  private DiskDescription one() {
    List<DiskDescription> agreeing =
        hardware.disks().stream().filter(disk -> misses(disk).isEmpty()).toList();
    List<DiskDescription> found =
        agreeing.stream()
            .filter(disk -> agreeing.stream().noneMatch(whole -> DiskJudge.isHeldBy(disk, whole)))
            .toList();
    if (!choice.isGiven() || found.size() > 1) {
      throw ambiguous(found);
    }
    if (found.isEmpty()) {
      throw notFound();
    }
    return found.getFirst();
  }

  /** Why a disk is not meant, each reason by itself. */
  private List<String> misses(DiskDescription disk) {
    List<String> misses = new ArrayList<>();
    for (Property property : Property.of(choice, disk)) {
      if (!property.agrees()) {
        misses.add(property.name() + " is " + property.actual());
      }
    }
    if (choice.path().isEmpty()) {
      if (DeviceClass.of(disk.path()) != DeviceClass.DISK) {
        misses.add("it is chosen by its path only");
      } else if (disk.size() == 0) {
        misses.add("there is no medium in it");
      }
    }
    return misses;
  }

  private ProblemException notFound() {
    String disks =
        hardware.disks().stream()
            .map(disk -> "\n" + disk.path() + ": " + String.join(", ", misses(disk)))
            .collect(Collectors.joining());
    return problem(
        PartitioningProblem.DISK_NOT_FOUND,
        disks.isEmpty() ? "this machine has no disk" : "no disk of this machine has it:" + disks,
        "Check the disk and its cable, or mend the properties: 'bootferry disks' shows what each"
            + " disk has.");
  }

  private ProblemException ambiguous(List<DiskDescription> found) {
    String disks =
        found.stream()
            .map(disk -> "\n" + disk.path() + ": " + Difference.text(disk, found))
            .collect(Collectors.joining());
    String why =
        choice.isGiven()
            ? found.size() + " disks of this machine have it:" + disks
            : "it is not said which; this machine has:" + disks;
    return problem(
        PartitioningProblem.DISK_AMBIGUOUS,
        why,
        "Ask for more, so that exactly one disk has it: its serial, its wwn, or its by-path.");
  }

  private ProblemException problem(PartitioningProblem code, String why, String fix) {
    return new Problem(code, "choose the disk" + wanted(), why, fix).exception();
  }

  private String wanted() {
    Optional<DiskDescription> any = hardware.disks().stream().findFirst();
    // What is wanted does not depend on the disk that it is compared with.
    String text =
        any.map(disk -> Property.of(choice, disk)).orElse(List.of()).stream()
            .map(property -> property.name() + " " + property.wanted())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : " with " + text;
  }
}
