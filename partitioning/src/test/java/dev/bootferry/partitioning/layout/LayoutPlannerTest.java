package dev.bootferry.partitioning.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.PartitionType;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutPlannerTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private final AtomicLong counter = new AtomicLong();
  private final LayoutPlanner planner =
      new LayoutPlanner(() -> new UUID(0x4000, counter.incrementAndGet()));

  @ParameterizedTest
  @CsvSource({"512", "4096"})
  void dividesAsBootcDoes(int sectorSize) {
    DiskLayout layout = planner.plan(request(10 * GIB, sectorSize));

    GptTable table = layout.table();
    assertThat(table.partitions())
        .extracting(GptPartition::name)
        .containsExactly("BIOS-BOOT", "EFI-SYSTEM", "root");
    assertThat(table.partitions())
        .extracting(p -> PartitionType.of(p.type()).orElseThrow())
        .containsExactly(
            PartitionType.BIOS_BOOT, PartitionType.EFI_SYSTEM, PartitionType.ROOT_X86_64);
    assertThat(layout.extents())
        .containsExactly(
            new Extent(MIB, MIB),
            new Extent(2 * MIB, 512 * MIB),
            new Extent(514 * MIB, 10 * GIB - 515 * MIB));
    assertThat(layout.biosBoot()).contains(new Extent(MIB, MIB));
    assertThat(layout.root().type()).isEqualTo(FileSystemType.EXT4);
    assertThat(layout.root().place()).isEqualTo(layout.extents().get(2));
    assertThat(layout.root().label()).isEqualTo("root");
    assertThat(layout.efiSystem())
        .hasValueSatisfying(esp -> {
          assertThat(esp.place()).isEqualTo(layout.extents().get(1));
          assertThat(esp.label()).isEqualTo("EFI-SYSTEM");
          assertThat(esp.sectorSize()).isEqualTo(sectorSize);
        });
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void rootHasTheTypeOfTheArchitecture(Architecture architecture) {
    DiskLayout layout =
        planner.plan(request(10 * GIB, 512, architecture, Optional.empty(), ByteSize.gibibytes(1)));

    assertThat(layout.table().partitions().getLast().type())
        .isEqualTo(PartitionType.root(architecture).guid());
    assertThat(layout.biosBoot().isPresent()).isEqualTo(architecture == Architecture.X86_64);
    assertThat(layout.efiSystem().isEmpty())
        .isEqualTo(List.of(Architecture.PPC64LE, Architecture.S390X).contains(architecture));
  }

  @Test
  void takesTheSizeThatIsAskedFor() {
    DiskLayout layout =
        planner.plan(
            request(
                10 * GIB,
                512,
                Architecture.X86_64,
                Optional.of(new ByteSize(2 * GIB + 5)),
                ByteSize.gibibytes(1)));

    assertThat(layout.root().place()).isEqualTo(new Extent(514 * MIB, 2 * GIB + MIB));
  }

  @Test
  void everyIdentityIsNew() {
    DiskLayout layout = planner.plan(request(10 * GIB, 512));

    assertThat(counter).hasValue(6);
    assertThat(layout.root().id()).isNotEqualTo(layout.efiSystem().orElseThrow().id());
  }

  @Test
  void theLeastDiskIsEnoughAndOneSectorLessIsNot() {
    for (int sectorSize : List.of(512, 4096)) {
      ByteSize root = new ByteSize(GIB + 12345);
      ByteSize least =
          LayoutPlanner.minimumDisk(
              Architecture.X86_64,
              LayoutWish.simple(Optional.empty(), Optional.empty()),
              FileSystemType.EXT4,
              sectorSize,
              root);

      DiskLayout layout = planner.plan(request(least.bytes(), sectorSize, root));
      assertThat(layout.root().place().size()).isGreaterThanOrEqualTo(root.bytes());

      // The unit of alignment at the end is more than the backup needs.
      long less = least.bytes() - MIB;
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> planner.plan(request(less, sectorSize, root)))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.TARGET_TOO_SMALL))
          .withMessageContaining(least.bytes() + " bytes")
          .withMessageContaining(less + " bytes")
          .withMessageContaining("/dev/test");
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "512", "1048576", "100000000"})
  void refusesEvenTheSmallestDiskInWords(long bytes) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> planner.plan(request(Math.max(512, bytes), 512)))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.TARGET_TOO_SMALL));
  }

  @Test
  void refusesARootSizeThatIsTooSmallOrTooLarge() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            planner.plan(
                request(
                    10 * GIB,
                    512,
                    Architecture.X86_64,
                    Optional.of(ByteSize.gibibytes(1)),
                    ByteSize.gibibytes(2))))
        .withMessageContaining("it may have 1.0 GiB");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            planner.plan(
                request(
                    10 * GIB,
                    512,
                    Architecture.X86_64,
                    Optional.of(ByteSize.gibibytes(10)),
                    ByteSize.gibibytes(2))))
        .withMessageContaining("needs 10.5 GiB");
  }

  private static LayoutRequest request(long bytes, int sectorSize) {
    return request(bytes, sectorSize, ByteSize.gibibytes(1));
  }

  private static LayoutRequest request(long bytes, int sectorSize, ByteSize root) {
    return request(bytes, sectorSize, Architecture.X86_64, Optional.empty(), root);
  }

  private static LayoutRequest request(
      long bytes,
      int sectorSize,
      Architecture architecture,
      Optional<ByteSize> rootSize,
      ByteSize minimumRoot) {
    return LayoutRequest.fresh(
        "/dev/test",
        DiskGeometry.ofBytes(bytes, sectorSize),
        architecture,
        LayoutWish.simple(Optional.empty(), rootSize),
        FileSystemType.EXT4,
        minimumRoot);
  }
}
