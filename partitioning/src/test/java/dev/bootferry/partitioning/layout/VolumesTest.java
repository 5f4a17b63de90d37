package dev.bootferry.partitioning.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.gpt.PartitionType;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.KeptPartition;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import dev.bootferry.partitioning.wish.VolumeRole;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Layouts of several volumes, and around what stays. */
class VolumesTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final DiskGeometry DISK = DiskGeometry.ofBytes(20 * GIB, 512);

  private final AtomicLong counter = new AtomicLong();
  private final LayoutPlanner planner =
      new LayoutPlanner(() -> new UUID(9, counter.incrementAndGet()));

  private static VolumeWish volume(VolumeRole role, String size) {
    return VolumeWish.of(role, SizeRule.parse(size));
  }

  private static VolumeWish data(String label, String mount, String size, boolean keep) {
    return new VolumeWish(
        VolumeRole.DATA,
        label,
        Optional.empty(),
        Optional.of(mount),
        SizeRule.parse(size),
        keep,
        false);
  }

  private static VolumeWish keptVar(String size) {
    return new VolumeWish(
        VolumeRole.VAR,
        "var",
        Optional.empty(),
        Optional.empty(),
        SizeRule.parse(size),
        true,
        false);
  }

  private DiskLayout plan(ExistingPartitions existing, LayoutWish wish) {
    return planner.plan(
        new LayoutRequest(
            "/dev/test",
            DISK,
            Architecture.X86_64,
            wish,
            FileSystemType.XFS,
            ByteSize.gibibytes(2),
            existing));
  }

  private DiskLayout plan(VolumeWish... volumes) {
    return plan(
        ExistingPartitions.NONE,
        new LayoutWish(List.of(volumes), List.of(), new Encryption.None()));
  }

  @Test
  void volumesStandInTheOrderOfTheWish() {
    DiskLayout layout =
        plan(
            volume(VolumeRole.BOOT, "1G"),
            volume(VolumeRole.ROOT, "rest"),
            volume(VolumeRole.SWAP, "2G"),
            volume(VolumeRole.VAR, "25%"),
            data("logs", "/srv/logs", "512M", false));

    assertThat(layout.volumes().stream().map(Volume::role))
        .containsExactly(
            VolumeRole.BOOT, VolumeRole.ROOT, VolumeRole.SWAP, VolumeRole.VAR, VolumeRole.DATA);
    long rest = 20 * GIB - MIB - 514 * MIB - GIB - 2 * GIB - 5 * GIB - 512 * MIB;
    assertThat(layout.volumes().stream().map(v -> v.place().size()))
        .containsExactly(GIB, rest, 2 * GIB, 5 * GIB, 512 * MIB);
    assertThat(layout.volumes().stream().map(Volume::type))
        .containsExactly("ext4", "xfs", "swap", "xfs", "xfs");
    assertThat(layout.volumes().stream().map(v -> v.mount().orElse("")))
        .containsExactly("/boot", "/", "", "/var", "/srv/logs");
    assertThat(layout.table().partitions().stream().map(GptPartition::type))
        .containsExactly(
            PartitionType.BIOS_BOOT.guid(),
            PartitionType.EFI_SYSTEM.guid(),
            PartitionType.EXTENDED_BOOT.guid(),
            PartitionType.ROOT_X86_64.guid(),
            PartitionType.LINUX_SWAP.guid(),
            PartitionType.LINUX_DATA.guid(),
            PartitionType.LINUX_DATA.guid());
    assertThat(layout.boot().type()).isEqualTo(FileSystemType.EXT4);
    assertThat(layout.root().type()).isEqualTo(FileSystemType.XFS);
  }

  @Test
  void anEncryptedRootGetsABootOfItsOwn() {
    LayoutWish wish =
        new LayoutWish(
            List.of(volume(VolumeRole.ROOT, "rest")),
            List.of(),
            new Encryption.Luks(Secret.of("secret"), false));

    DiskLayout layout = plan(ExistingPartitions.NONE, wish);

    assertThat(layout.volumes().stream().map(Volume::role))
        .containsExactly(VolumeRole.BOOT, VolumeRole.ROOT);
    assertThat(wish.toString()).doesNotContain("secret,").contains("(secret)");
  }

  @Test
  void saysWhichVolumeIsTooSmall() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> plan(volume(VolumeRole.BOOT, "100M"), volume(VolumeRole.ROOT, "rest")))
        .withMessageContaining("volume \"boot\" needs 384.0 MiB")
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(PartitioningProblem.TARGET_TOO_SMALL));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> plan(volume(VolumeRole.ROOT, "rest"), volume(VolumeRole.VAR, "19G")))
        .withMessageContaining("it needs 21.5 GiB")
        .withMessageContaining("has 20.0 GiB");
  }

  @Test
  void aLabelMustFitItsFileSystem() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            plan(volume(VolumeRole.ROOT, "rest"), data("measurements-01", "/srv/m", "1G", false)))
        .withMessageContaining("room for 12 characters [label-too-long]");
  }

  private static GptPartition existing(int number, String name, long fromMib, long toMib) {
    return new GptPartition(
        number,
        PartitionType.LINUX_DATA.guid(),
        new Guid(new UUID(4, number)),
        fromMib * MIB / 512,
        toMib * MIB / 512 - 1,
        1L << 60,
        name);
  }

  private static ExistingPartitions existing(GptPartition... partitions) {
    return new ExistingPartitions(
        new FoundTable.Gpt(DISK, new Guid(new UUID(3, 3)), List.of(partitions), List.of()),
        Map.of(4, "ext4"));
  }

  @Test
  void whatStaysKeepsItsEntryAndItsPlace() {
    GptPartition var = existing(4, "var", 8000, 12000);
    GptPartition other = existing(1, "other", 1, 100);

    DiskLayout layout =
        plan(
            existing(other, existing(2, "old root", 100, 8000), var),
            new LayoutWish(
                List.of(volume(VolumeRole.ROOT, "rest"), keptVar("4G")),
                List.of(new KeptPartition.ByNumber(1)),
                new Encryption.None()));

    assertThat(layout.table().partitions()).contains(var, other);
    assertThat(layout.kept()).containsExactlyInAnyOrder(1, 4);
    assertThat(layout.keptPartitions()).containsExactly(other, var);
    // BIOS boot and ESP fit before /var; the root gets the larger gap behind it.
    assertThat(layout.table().partitions().stream().map(GptPartition::number))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(layout.root().place()).isEqualTo(new Extent(12000 * MIB, 20 * GIB - 12001 * MIB));
    Volume kept = layout.volume(VolumeRole.VAR).orElseThrow();
    assertThat(kept.isKept()).isTrue();
    assertThat(kept.type()).isEqualTo("ext4");
    assertThat(kept.source()).isEqualTo("PARTUUID=00000000-0000-0004-0000-000000000004");
  }

  @Test
  void aVolumeThatIsToStayIsMadeTheFirstTime() {
    DiskLayout layout =
        plan(
            ExistingPartitions.NONE,
            new LayoutWish(
                List.of(volume(VolumeRole.ROOT, "8G"), keptVar("rest")),
                List.of(),
                new Encryption.None()));

    assertThat(layout.kept()).isEmpty();
    assertThat(layout.volume(VolumeRole.VAR).orElseThrow().made()).isPresent();
  }

  @Test
  void whatIsNotThereCannotStay() {
    LayoutWish byLabel = keeping(new KeptPartition.ByLabel("data"));
    assertRefused(
        existing(existing(1, "Data", 1, 100)),
        byLabel,
        PartitioningProblem.KEPT_PARTITION_MISSING,
        "there are 1 Linux data \"Data\"");
    assertRefused(
        existing(existing(1, "data", 1, 100), existing(2, "data", 100, 200)),
        byLabel,
        PartitioningProblem.KEPT_PARTITION_MISSING,
        "there are 2 with this name");
    assertRefused(
        existing(),
        keeping(new KeptPartition.ByNumber(7)),
        PartitioningProblem.KEPT_PARTITION_MISSING,
        "there are no partitions");
    assertRefused(
        new ExistingPartitions(new FoundTable.Mbr(List.of(new Extent(MIB, GIB))), Map.of()),
        byLabel,
        PartitioningProblem.KEPT_TABLE_UNFIT,
        "an MBR partition table with 1 partition");
  }

  @Test
  void saysWhenNoGapIsLargeEnough() {
    assertRefused(
        existing(existing(1, "middle", 10_000, 10_300)),
        new LayoutWish(
            List.of(volume(VolumeRole.ROOT, "12G")),
            List.of(new KeptPartition.ByNumber(1)),
            new Encryption.None()),
        PartitioningProblem.TARGET_TOO_SMALL,
        "no gap between the partitions that stay has 12.0 GiB");
  }

  private static LayoutWish keeping(KeptPartition kept) {
    return new LayoutWish(
        List.of(volume(VolumeRole.ROOT, "rest")), List.of(kept), new Encryption.None());
  }

  private void assertRefused(
      ExistingPartitions existing, LayoutWish wish, PartitioningProblem code, String words) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> plan(existing, wish))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  /** Whatever stays wherever: nothing is laid over it. The table's constructor checks the rest. */
  @Test
  void nothingIsEverLaidOverWhatStays() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    int planned = 0;
    for (int round = 0; round < 500; round++) {
      int count = random.nextInt(5);
      long[] edges = random.longs(2L * count, 1, 20 * 1024 - 1).distinct().sorted().toArray();
      GptPartition[] partitions =
          IntStream.range(0, edges.length / 2)
              .mapToObj(i -> existing(i * 2 + 1, "p" + i, edges[2 * i], edges[2 * i + 1]))
              .toArray(GptPartition[]::new);
      LayoutWish wish =
          new LayoutWish(
              List.of(
                  volume(VolumeRole.SWAP, "1G"),
                  volume(VolumeRole.ROOT, "rest"),
                  volume(VolumeRole.VAR, "10%")),
              java.util.Arrays.stream(partitions)
                  .<KeptPartition>map(p -> new KeptPartition.ByNumber(p.number()))
                  .toList(),
              new Encryption.None());
      try {
        DiskLayout layout = plan(existing(partitions), wish);
        planned++;
        assertThat(layout.table().partitions()).containsAll(List.of(partitions));
        assertThat(layout.volumes()).hasSize(3);
        assertThat(layout.root().place().size()).isGreaterThanOrEqualTo(2 * GIB);
      } catch (ProblemException e) {
        assertThat(e.problem().code())
            .as(e.getMessage())
            .isEqualTo(PartitioningProblem.TARGET_TOO_SMALL);
      }
    }
    assertThat(planned).isGreaterThan(100);
  }
}
