package dev.bootferry.partitioning.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.choice.Topology.Asked;
import dev.bootferry.partitioning.choice.Topology.Expected;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.target.DeviceClass;
import dev.bootferry.partitioning.target.Use;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many machines, each with the right verdict for each disk: no wrong pick, ever. */
class TopologyTest {
  private static final List<Topology> ALL = TopologyReader.all();

  /** Codes that are not said of a disk of a machine; every other one must occur. */
  private static final Set<PartitioningProblem> OTHERS =
      EnumSet.of(
          PartitioningProblem.KEPT_PARTITION_MISSING,
          PartitioningProblem.KEPT_TABLE_UNFIT,
          PartitioningProblem.LABEL_TOO_LONG,
          PartitioningProblem.ENCRYPTION_NOT_POSSIBLE,
          PartitioningProblem.UNDO_NOT_SAVED,
          PartitioningProblem.UNDO_NOTHING_SAVED,
          PartitioningProblem.UNDO_OTHER_DISK,
          PartitioningProblem.UNDO_TOO_LATE,
          PartitioningProblem.UNDO_DISK_CHANGED,
          PartitioningProblem.UNDO_SAVE_DAMAGED,
          PartitioningProblem.TARGET_MISSING,
          PartitioningProblem.TARGET_IS_DIRECTORY,
          PartitioningProblem.TARGET_NOT_EMPTY,
          PartitioningProblem.TARGET_NO_SPACE,
          PartitioningProblem.TARGET_SIZE_FIXED,
          PartitioningProblem.SECTOR_SIZE_FIXED,
          PartitioningProblem.HARDWARE_INVALID,
          PartitioningProblem.DISK_WRITE_FAILED,
          PartitioningProblem.PARTITION_TABLE_DIFFERS,
          PartitioningProblem.FILE_SYSTEM_DAMAGED,
          PartitioningProblem.FILE_SYSTEM_UNKNOWN,
          PartitioningProblem.ESP_FILE_DIFFERS);

  static List<Topology> all() {
    return ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDiskGetsItsVerdict(Topology topology) {
    for (DiskVerdict verdict : DiskJudge.judge(topology.hardware(), topology.minimum())) {
      assertThat(expected(verdict))
          .as(verdict.disk().path())
          .isEqualTo(topology.expected(verdict.disk().path()));
    }
  }

  private static Expected expected(DiskVerdict verdict) {
    return switch (verdict) {
      case DiskVerdict.Free _ -> new Expected("free", Set.of());
      case DiskVerdict.NeedsWipe _ -> new Expected("wipe", Set.of());
      case DiskVerdict.Never never ->
          new Expected(
              "never",
              never.reasons().stream().map(r -> r.code().id()).collect(Collectors.toSet()));
    };
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyChoiceHasItsResult(Topology topology) {
    for (Asked asked : topology.choices()) {
      assertThat(result(topology, asked.choice())).as(asked.line()).isEqualTo(asked.result());
    }
  }

  private static String result(Topology topology, DiskChoice choice) {
    try {
      return DiskChooser.choose(topology.hardware(), choice, topology.minimum()).path();
    } catch (ProblemException e) {
      return e.problem().code().id();
    }
  }

  /** What is chosen may be used, and no other disk of the machine has the same properties. */
  @Test
  void noChoiceWhateverPicksAWrongDisk() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int picked = 0;
    for (int round = 0; round < 200; round++) {
      for (Topology topology : ALL) {
        // A slot without a medium, or a device that stands for another, is nothing to be meant.
        List<DiskDescription> disks =
            topology.hardware().disks().stream()
                .filter(d -> d.size() > 0 && DeviceClass.of(d.path()) == DeviceClass.DISK)
                .toList();
        if (!disks.isEmpty()) {
          picked += tryAny(topology, disks.get(random.nextInt(disks.size())), random);
        }
      }
    }
    assertThat(picked).isGreaterThan(1000);
  }

  private static int tryAny(Topology topology, DiskDescription meant, Random random) {
    DiskChoice choice = some(meant, random);
    String result = result(topology, choice);
    if (!result.startsWith("/dev/")) {
      return 0;
    }
    assertThat(topology.expected(result).kind())
        .as("%s: %s chose %s", topology, choice, result)
        .isNotEqualTo("never");
    if (!result.equals(meant.path()) && !isPathTo(meant, result)) {
      fail("%s: %s was meant, %s chosen by %s", topology, meant.path(), result, choice);
    }
    return 1;
  }

  private static boolean isPathTo(DiskDescription path, String whole) {
    return path.uses().stream()
        .anyMatch(use -> use.kind() == Use.Kind.HELD && use.by().equals(whole));
  }

  /** Properties of this disk, each one perhaps. */
  private static DiskChoice some(DiskDescription disk, Random random) {
    ByteSize size = new ByteSize(disk.size());
    return new DiskChoice(
        perhaps(Optional.of(disk.path()), random).filter(_ -> random.nextInt(4) == 0),
        perhaps(disk.serial(), random),
        perhaps(disk.wwn(), random),
        Optional.empty(),
        Optional.empty(),
        perhaps(disk.model(), random)
            .map(m -> m.replaceFirst(".$", random.nextBoolean() ? "*" : "?")),
        perhaps(Optional.of(size), random),
        perhaps(Optional.of(size), random),
        perhaps(Optional.of(disk.rotational()), random),
        perhaps(disk.transport(), random),
        perhaps(Optional.of(disk.isEmpty()), random),
        random.nextBoolean(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static <T> Optional<T> perhaps(Optional<T> value, Random random) {
    return value.filter(_ -> random.nextInt(3) == 0);
  }

  @Test
  void everyVerdictReasonUseAndProblemOccurs() {
    assertThat(ALL).hasSizeGreaterThanOrEqualTo(100);
    assertThat(ALL.stream().map(Topology::title)).doesNotHaveDuplicates();
    Set<String> kinds = new HashSet<>();
    Set<String> codes = new TreeSet<>();
    Set<Use.Kind> uses = EnumSet.noneOf(Use.Kind.class);
    for (Topology topology : ALL) {
      for (Expected verdict : topology.verdicts().values()) {
        kinds.add(verdict.kind());
        codes.addAll(verdict.reasons());
      }
      topology.choices().forEach(asked -> codes.add(asked.result()));
      topology.hardware().disks().forEach(d -> d.uses().forEach(use -> uses.add(use.kind())));
    }
    codes.removeIf(code -> code.startsWith("/dev/"));
    assertThat(kinds).containsExactlyInAnyOrder("free", "wipe", "never");
    assertThat(uses).containsExactlyInAnyOrder(Use.Kind.values());
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PartitioningProblem.values())
                .filter(code -> !OTHERS.contains(code))
                .map(PartitioningProblem::id)
                .toList());
  }

  @Test
  void tellsOfEveryDiskWhatDidNotAgree() {
    Problem problem =
        problem("The chosen disk has failed and is gone: the other one is not taken instead");

    assertThat(problem.what()).isEqualTo("choose the disk with serial W1");
    assertThat(problem.why()).isEqualTo("no disk of this machine has it:\n/dev/sdb: serial is W2");
  }

  @Test
  void tellsWhatTellsTheCandidatesApart() {
    Problem problem = problem("Two of a kind, one of them in use: the free one is not guessed");

    assertThat(problem.why())
        .isEqualTo(
            "2 disks of this machine have it:"
                + "\n/dev/sda: 500.0 GiB, serial 1, not empty, in use"
                + "\n/dev/sdb: 500.0 GiB, serial 2, empty, not in use");
  }

  @Test
  void whatIsOnADiskIsLostOnlyWhenThatIsSaid() {
    Topology topology =
        ALL.stream()
            .filter(t -> t.title().startsWith("One disk with data"))
            .findFirst()
            .orElseThrow();
    DiskVerdict verdict = DiskJudge.judge(topology.hardware(), topology.minimum()).getFirst();

    assertThat(verdict.demandUsable(true).path()).isEqualTo("/dev/sda");
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> verdict.demandUsable(false));
    assertThat(refused.problem().code()).isEqualTo(PartitioningProblem.TARGET_NOT_EMPTY);
    assertThat(refused.problem().why())
        .isEqualTo("it holds a partition table with 1 partitions; ext4 \"data\" in partition 1");
  }

  /** Of the first choice of this machine. */
  private static Problem problem(String title) {
    Topology topology = ALL.stream().filter(t -> t.title().equals(title)).findFirst().orElseThrow();
    Hardware hardware = topology.hardware();
    try {
      DiskDescription disk =
          DiskChooser.choose(hardware, topology.choices().getFirst().choice(), topology.minimum());
      return fail("chose %s", disk.path());
    } catch (ProblemException e) {
      return e.problem();
    }
  }
}
