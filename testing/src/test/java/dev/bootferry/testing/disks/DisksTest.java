package dev.bootferry.testing.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemCode;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.choice.DiskChooser;
import dev.bootferry.partitioning.choice.DiskJudge;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.hardware.HardwareJson;
import dev.bootferry.partitioning.hardware.HardwareProbe;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real devices of this machine, in each state that can be made here. */
@Tag("system")
@Timeout(180)
class DisksTest {
  private static final long MIB = 1L << 20;
  private static final ByteSize MINIMUM = new ByteSize(32 * MIB);

  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;

  private LoopDevice attach(String name, int sectorSize) {
    Path image = folder.resolve(name);
    DiskFile.resize(image, 64 * MIB);
    return LoopDevice.attach(image, LoopOptions.whole(sectorSize));
  }

  private void run(String... words) {
    assertThat(runner.attempt(Command.of(words)).succeeded()).as(String.join(" ", words)).isTrue();
  }

  private Hardware probe() {
    return new HardwareProbe(runner).probe();
  }

  /** What the list says of a device, which must be what is said when it is named. */
  private DiskVerdict verdict(LoopDevice loop) {
    Hardware hardware = probe();
    DiskDescription disk = hardware.disk(loop.path().toString()).orElseThrow();
    DiskVerdict verdict = DiskJudge.judge(hardware, disk, MINIMUM);
    List<Problem> named =
        TargetRules.judge(
                new TargetInspector(runner).inspect(loop.path()), TargetOptions.NONE, MINIMUM)
            .refusals()
            .stream()
            .filter(p -> p.code() != PartitioningProblem.TARGET_NOT_EMPTY)
            .toList();
    assertThat(named)
        .isEqualTo(verdict instanceof DiskVerdict.Never never ? never.reasons() : List.of());
    return verdict;
  }

  private List<String> lost(LoopDevice loop) {
    return verdict(loop) instanceof DiskVerdict.NeedsWipe needsWipe ? needsWipe.lost() : List.of();
  }

  private List<ProblemCode> reasons(LoopDevice loop) {
    return verdict(loop) instanceof DiskVerdict.Never never
        ? never.reasons().stream().map(Problem::code).toList()
        : List.of();
  }

  @Test
  void agreesWithLsblk() {
    try (LoopDevice small = attach("a.img", 512);
        LoopDevice large = attach("b.img", 4096);
        LoopDevice readOnly =
            LoopDevice.attach(folder.resolve("a.img"), LoopOptions.whole(512).asReadOnly())) {
      Hardware hardware = probe();
      JsonObject listed =
          Json.readObject(
              runner
                  .run(
                      Command.of(
                          "lsblk", "--json", "--bytes", "--nodeps", "-o", "PATH,SIZE,RO,LOG-SEC"))
                  .output(),
              "lsblk");
      Set<String> own =
          Set.of(small.path().toString(), large.path().toString(), readOnly.path().toString());
      int compared = 0;
      for (JsonValue each : listed.array("blockdevices")) {
        JsonObject row = (JsonObject) each;
        String path = row.string("path").orElseThrow();
        // Others may attach and detach devices meanwhile.
        boolean stays = !path.startsWith("/dev/loop") && row.number("size").orElse(0L) > 0;
        if (own.contains(path) || stays) {
          DiskDescription disk = hardware.disk(path).orElseThrow();
          assertThat(row.number("size")).as(path).contains(disk.size());
          assertThat(row.number("log-sec")).as(path).contains((long) disk.sectorSize());
          assertThat(row.isTrue("ro")).as(path).isEqualTo(disk.readOnly());
          compared++;
        }
      }
      assertThat(compared).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void theDiskOfThisSystemIsNeverUsed() {
    List<DiskVerdict> system =
        DiskJudge.judge(probe(), MINIMUM).stream().filter(v -> v.disk().holdsSystem()).toList();

    assertThat(system).isNotEmpty();
    for (DiskVerdict verdict : system) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              DiskVerdict.Never.class,
              never ->
                  assertThat(never.reasons())
                      .extracting(Problem::code)
                      .contains(PartitioningProblem.TARGET_IS_SYSTEM_DISK));
    }
  }

  @Test
  void anEmptyDeviceIsFoundByItsPathOnly() {
    try (LoopDevice loop = attach("disk.img", 512)) {
      assertThat(verdict(loop)).isInstanceOf(DiskVerdict.Free.class);
      Hardware hardware = probe();
      String path = loop.path().toString();
      assertThat(DiskChooser.choose(hardware, DiskChoice.ofPath(path, false), MINIMUM).path())
          .isEqualTo(path);
      ProblemException refused =
          catchThrowableOfType(
              ProblemException.class,
              () -> DiskChooser.choose(hardware, DiskChoice.ofPath(path + "9", false), MINIMUM));
      assertThat(refused.problem().why()).contains(path + ": path is " + path);
    }
  }

  @Test
  void seesMountsSwapAndSwitches() throws Exception {
    try (LoopDevice loop = attach("disk.img", 512)) {
      run("mkfs.ext4", "-q", "-L", "data", loop.path().toString());
      assertThat(lost(loop)).containsExactly("ext4 \"data\"");
      Path target = Files.createDirectory(folder.resolve("target"));
      try (Mount _ = Mount.fileSystem(loop.path().toString(), target, "ext4", Set.of(), "")) {
        assertThat(reasons(loop)).containsExactly(PartitioningProblem.TARGET_MOUNTED);
      }
      run("wipefs", "-q", "-a", loop.path().toString());
      run("mkswap", "-q", loop.path().toString());
      assertThat(lost(loop)).containsExactly("swap");
      run("swapon", loop.path().toString());
      try {
        assertThat(reasons(loop)).containsExactly(PartitioningProblem.TARGET_IN_USE);
      } finally {
        run("swapoff", loop.path().toString());
      }
    }
    try (LoopDevice loop =
        LoopDevice.attach(folder.resolve("disk.img"), LoopOptions.whole(512).asReadOnly())) {
      assertThat(reasons(loop)).containsExactly(PartitioningProblem.TARGET_READ_ONLY);
    }
  }

  @Test
  void readsPartitionsAndTheNameOfASystem() throws Exception {
    try (LoopDevice loop = attach("disk.img", 512)) {
      String device = loop.path().toString();
      run("sgdisk", "-n1:2048:+8M", "-t1:ef00", "-n2:0:0", "-c2:system", device);
      Path root = Files.createDirectories(folder.resolve("root/usr/lib"));
      Path _ = Files.writeString(root.resolve("os-release"), "ID=x\nPRETTY_NAME=\"Site OS 7\"\n");
      long offset = (2048L * 512) + 8 * MIB;
      run(
          "mkfs.ext4",
          "-q",
          "-L",
          "site",
          "-d",
          folder.resolve("root").toString(),
          "-E",
          "offset=" + offset,
          device,
          "40M");

      DiskDescription disk = probe().disk(device).orElseThrow();

      assertThat(disk.table()).contains("gpt");
      assertThat(disk.partitions()).hasSize(2);
      assertThat(disk.partitions().get(1).name()).isEqualTo("system");
      assertThat(disk.partitions().get(1).label()).contains("site");
      assertThat(disk.operatingSystem()).contains("Site OS 7");
      assertThat(lost(loop)).contains("ext4 \"site\" in partition 2");
      Hardware hardware = probe();
      assertThat(
              HardwareJson.read(
                  Json.pretty(HardwareJson.write(hardware)).getBytes(StandardCharsets.UTF_8),
                  "the probe"))
          .isEqualTo(hardware);

      // A table whose backup is gone is a table, and so is one whose copies are both damaged.
      write(64 * MIB - 512, new byte[512]);
      assertThat(lost(loop)).isNotEmpty().first().asString().contains("a GPT with 2 partitions");
      write(512, new byte[] {0, 0, 0, 0});
      assertThat(lost(loop)).isNotEmpty();
    }
  }

  @Test
  void namesMembersThatNobodyUses() {
    try (LoopDevice loop = attach("disk.img", 512)) {
      write(512, Superblocks.lvm(64 * MIB));
      assertThat(lost(loop)).containsExactly("LVM2_member (a physical volume of LVM)");
      write(512, new byte[512]);
      write(4096, Superblocks.raid());
      assertThat(lost(loop))
          .containsExactly("linux_raid_member \"site:0\" (a member of a Linux RAID)");
      write(4096, new byte[512]);
      write(4096, "no signature that anybody knows".getBytes(StandardCharsets.US_ASCII));
      assertThat(lost(loop)).containsExactly("data of an unknown kind");
    }
  }

  /** Through the device, since its cache need not see what is written to the file. */
  private void write(long offset, byte[] bytes) {
    Path device =
        Path.of(
            runner
                .run(
                    Command.of(
                        "losetup", "-n", "-O", "NAME", "-j", folder.resolve("disk.img").toString()))
                .text());
    try (DiskFile disk = DiskFile.open(device)) {
      disk.write(offset, bytes);
      disk.force();
    }
  }
}
