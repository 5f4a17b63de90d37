package dev.bootferry.partitioning.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptTable;
import dev.bootferry.partitioning.gpt.GptWriter;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.gpt.PartitionType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines as folders, looked at and judged. */
class TargetTest {
  private static final long GIB = 1L << 30;
  private static final ByteSize MINIMUM = ByteSize.gibibytes(2);
  private static final TargetOptions WIPE =
      new TargetOptions(true, Optional.empty(), Optional.empty());

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void makeMachine() throws Exception {
    machine = new FakeMachine(folder);
  }

  @Test
  void acceptsAnEmptyDisk() {
    machine.disk("sdb", "8:16", 8 * GIB);

    TargetVerdict verdict = judge("/dev/sdb", TargetOptions.NONE);

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.bytes()).isEqualTo(8 * GIB);
    assertThat(verdict.sectorSize()).isEqualTo(512);
    assertThat(verdict.resize()).isFalse();
    assertThat(verdict.erases()).isTrue();
    assertThat(verdict.demandAccepted()).isSameAs(verdict);
  }

  @Test
  void followsLinksAndNamesBoth() throws Exception {
    machine.disk("sdb", "8:16", GIB);
    Path link = machine.at("dev/disk/by-id/usb-stick");
    Path _ = Files.createSymbolicLink(link, Path.of("../../sdb"));

    Problem refusal = onlyRefusal("/dev/disk/by-id/usb-stick", TargetOptions.NONE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_TOO_SMALL);
    assertThat(refusal.what()).isEqualTo("install to /dev/disk/by-id/usb-stick (/dev/sdb)");
    assertThat(refusal.why()).contains("2147483648 bytes").contains("1073741824 bytes");
  }

  @Test
  void refusesAMountedPartitionEvenToWipe() throws Exception {
    machine
        .disk("sdb", "8:16", 8 * GIB)
        .partition("sdb", "sdb1", "8:17")
        .mount("8:17", "/dev/sdb1", "/mnt/data");

    Problem refusal = onlyRefusal("/dev/sdb", WIPE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_MOUNTED);
    assertThat(refusal.why()).isEqualTo("/dev/sdb1 is mounted on /mnt/data");
  }

  @Test
  void seesABtrfsMountByItsSource() throws Exception {
    machine
        .disk("sdb", "8:16", 8 * GIB)
        .partition("sdb", "sdb1", "8:17")
        .mount("0:45", "/dev/sdb1", "/mnt/data");

    assertThat(onlyRefusal("/dev/sdb", WIPE).code()).isEqualTo(PartitioningProblem.TARGET_MOUNTED);
  }

  @Test
  void knowsTheSystemDiskThroughMappedDevices() throws Exception {
    machine
        .disk("nvme0n1", "259:0", 8 * GIB)
        .partition("nvme0n1", "nvme0n1p1", "259:1")
        .partition("nvme0n1", "nvme0n1p2", "259:2")
        .holder("nvme0n1p2", "dm-0", "luks")
        .disk("dm-0", "253:0", GIB)
        .holder("dm-0", "dm-1", "vg-root")
        .disk("dm-1", "253:1", GIB)
        .mount("259:1", "/dev/nvme0n1p1", "/boot/efi")
        .mount("253:1", "/dev/mapper/vg-root", "/");

    Problem refusal = onlyRefusal("/dev/nvme0n1", WIPE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_IS_SYSTEM_DISK);
    assertThat(refusal.why())
        .contains("/dev/nvme0n1p1 is mounted on /boot/efi")
        .contains("/dev/nvme0n1p2 is part of /dev/mapper/luks")
        .contains("/dev/dm-1 is mounted on /");
  }

  @Test
  void refusesSwapHoldersLoopsAndClaims() throws Exception {
    machine
        .disk("sdb", "8:16", 8 * GIB)
        .partition("sdb", "sdb1", "8:17")
        .swap("/dev/sdb1")
        .disk("sdc", "8:32", 8 * GIB)
        .holder("sdc", "md0", "raid")
        .disk("sdd", "8:48", 8 * GIB)
        .loop("loop0", "/dev/sdd")
        .disk("sde", "8:64", 8 * GIB)
        .claimed("dev/sde");

    assertThat(inUse("/dev/sdb")).isEqualTo("/dev/sdb1 is used as swap space");
    assertThat(inUse("/dev/sdc")).isEqualTo("/dev/sdc is part of /dev/mapper/raid");
    assertThat(inUse("/dev/sdd")).isEqualTo("/dev/sdd is attached to /dev/loop0");
    assertThat(inUse("/dev/sde")).isEqualTo("/dev/sde is in use by another program");
  }

  @Test
  void refusesAPartitionAndNamesItsDisk() throws Exception {
    machine.disk("sdb", "8:16", 8 * GIB).partition("sdb", "sdb1", "8:17");

    Problem refusal = onlyRefusal("/dev/sdb1", WIPE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_NOT_A_DISK);
    assertThat(refusal.why()).isEqualTo("it is a partition of /dev/sdb");
  }

  @Test
  void refusesWhatIsNoDisk() throws Exception {
    machine.disk("sr0", "11:0", 0);
    Path _ = Files.createFile(machine.at("dev/tty"));

    assertThat(onlyRefusal("/dev/sr0", WIPE).why()).isEqualTo("there is no medium in it");
    assertThat(onlyRefusal("/dev/tty", WIPE).code())
        .isEqualTo(PartitioningProblem.TARGET_NOT_A_DISK);
    assertThat(onlyRefusal("/images", WIPE).code())
        .isEqualTo(PartitioningProblem.TARGET_IS_DIRECTORY);
  }

  @Test
  void neverCreatesAFileForAMistypedDevice() {
    assertThat(onlyRefusal("/dev/sdz", TargetOptions.NONE).code())
        .isEqualTo(PartitioningProblem.TARGET_MISSING);
    assertThat(onlyRefusal("/absent/disk.img", TargetOptions.NONE).why())
        .isEqualTo("the folder that should hold the file is not there");
  }

  @Test
  void refusesAReadOnlyDisk() {
    machine.disk("sdb", "8:16", 8 * GIB).readOnly("dev/sdb");

    assertThat(onlyRefusal("/dev/sdb", WIPE).code())
        .isEqualTo(PartitioningProblem.TARGET_READ_ONLY);
  }

  @Test
  void refusesContentsUnlessToldToWipe() {
    machine
        .disk("sdb", "8:16", 8 * GIB)
        .answer("blkid", "DEVNAME=/dev/sdb\nLABEL=my\\ vault\nTYPE=crypto_LUKS\n");
    writeTable(machine.at("dev/sdb"), 8 * GIB);

    Problem refusal = onlyRefusal("/dev/sdb", TargetOptions.NONE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_NOT_EMPTY);
    assertThat(refusal.why())
        .isEqualTo(
            "it holds a GPT with 1 partition: Linux data \"precious\"; crypto_LUKS \"my vault\" (an"
                + " encrypted volume) in partition 1");
    assertThat(refusal.fix()).contains("--wipe");
    assertThat(judge("/dev/sdb", WIPE).isAccepted()).isTrue();
    assertThat(report("/dev/sdb").partitions()).hasSize(1);
  }

  @Test
  void namesSignaturesOfTheWholeDisk() {
    machine
        .disk("sdb", "8:16", 8 * GIB)
        .answer(
            "wipefs",
            """
            {"signatures": [
              {"type": "xfs", "label": "data"}, {"type": "xfs", "label": "data"},
              {"type": "dos", "label": null}, {"type": "LVM2_member", "label": null}]}
            """);

    assertThat(onlyRefusal("/dev/sdb", TargetOptions.NONE).why())
        .isEqualTo("it holds xfs \"data\"; LVM2_member (a physical volume of LVM)");
  }

  @Test
  void dataOfAnUnknownKindIsData() {
    machine.disk("sdb", "8:16", 8 * GIB);
    assertThat(judge("/dev/sdb", TargetOptions.NONE).isAccepted()).isTrue();

    // As an encrypted volume without a header has it, or a database on the bare disk.
    write(machine.at("dev/sdb"), 5000, "something");
    assertThat(onlyRefusal("/dev/sdb", TargetOptions.NONE).why())
        .isEqualTo("it holds data of an unknown kind");
  }

  @Test
  void aDeviceKeepsItsSizeAndSectors() {
    machine.disk("sdb", "8:16", 8 * GIB).sectorSize("dev/sdb", 4096);

    assertThat(judge("/dev/sdb", TargetOptions.NONE).sectorSize()).isEqualTo(4096);
    assertThat(onlyRefusal("/dev/sdb", options(false, 9 * GIB)).code())
        .isEqualTo(PartitioningProblem.TARGET_SIZE_FIXED);
    assertThat(
            onlyRefusal("/dev/sdb", new TargetOptions(false, Optional.empty(), Optional.of(512)))
                .code())
        .isEqualTo(PartitioningProblem.SECTOR_SIZE_FIXED);
  }

  @Test
  void createsAFileOfTheDefaultSize() {
    TargetVerdict verdict = judge("/images/new.img", TargetOptions.NONE);

    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.bytes()).isEqualTo(10 * GIB);
    assertThat(verdict.resize()).isTrue();
    assertThat(verdict.erases()).isFalse();
  }

  @Test
  void createsAFileAsAsked() {
    TargetOptions options =
        new TargetOptions(false, Optional.of(ByteSize.gibibytes(3)), Optional.of(4096));

    TargetVerdict verdict = judge("/images/new.img", options);

    assertThat(verdict.bytes()).isEqualTo(3 * GIB);
    assertThat(verdict.sectorSize()).isEqualTo(4096);
    assertThat(onlyRefusal("/images/new.img", options(false, GIB)).code())
        .isEqualTo(PartitioningProblem.TARGET_TOO_SMALL);
  }

  @Test
  void needsRoomForWhatWillBeWritten() {
    machine.freeSpace(GIB);

    Problem refusal = onlyRefusal("/images/new.img", TargetOptions.NONE);

    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_NO_SPACE);
    assertThat(refusal.why()).contains("1073741824 bytes");
  }

  @Test
  void anExistingFileKeepsItsSizeUnlessAskedOtherwise() {
    DiskFile.resize(machine.at("images/disk.img"), 4 * GIB);

    TargetVerdict verdict = judge("/images/disk.img", TargetOptions.NONE);
    assertThat(verdict.refusals()).isEmpty();
    assertThat(verdict.bytes()).isEqualTo(4 * GIB);
    assertThat(verdict.resize()).isFalse();
    assertThat(verdict.erases()).isFalse();

    TargetVerdict larger = judge("/images/disk.img", options(false, 5 * GIB));
    assertThat(larger.refusals()).isEmpty();
    assertThat(larger.resize()).isTrue();

    assertThat(onlyRefusal("/images/disk.img", options(false, 3 * GIB)).code())
        .isEqualTo(PartitioningProblem.TARGET_NOT_EMPTY);
    assertThat(judge("/images/disk.img", options(true, 3 * GIB)).refusals()).isEmpty();
  }

  @Test
  void anExistingFileWithAnyDataIsNotEmpty() {
    machine.write("images/letter.txt", "Dear reader");

    TargetVerdict verdict = judge("/images/letter.txt", options(false, 4 * GIB));

    assertThat(verdict.refusals())
        .extracting(Problem::why)
        .contains("it holds data of an unknown kind");
    assertThat(judge("/images/letter.txt", options(true, 4 * GIB)).erases()).isTrue();
  }

  @Test
  void refusesAFileInUse() throws Exception {
    DiskFile.resize(machine.at("images/a.img"), 4 * GIB);
    DiskFile.resize(machine.at("images/b.img"), 4 * GIB);
    DiskFile.resize(machine.at("images/c.img"), 4 * GIB);
    machine.loop("loop3", "/images/a.img").claimed("images/b.img").swap("/images/c.img");

    assertThat(inUse("/images/a.img")).isEqualTo("/images/a.img is attached to /dev/loop3");
    assertThat(inUse("/images/b.img")).isEqualTo("/images/b.img is in use by another program");
    assertThat(inUse("/images/c.img")).isEqualTo("/images/c.img is used as swap space");
  }

  @Test
  void tellsAllReasonsAtOnce() throws Exception {
    machine
        .disk("sdb", "8:16", GIB)
        .readOnly("dev/sdb")
        .mount("8:16", "/dev/sdb", "/mnt")
        .answer("wipefs", "{\"signatures\": [{\"type\": \"ext4\"}]}");

    TargetVerdict verdict = judge("/dev/sdb", TargetOptions.NONE);

    assertThat(verdict.refusals())
        .extracting(Problem::code)
        .containsExactly(
            PartitioningProblem.TARGET_MOUNTED,
            PartitioningProblem.TARGET_READ_ONLY,
            PartitioningProblem.TARGET_NOT_EMPTY,
            PartitioningProblem.TARGET_TOO_SMALL);
    assertThatExceptionOfType(ProblemException.class).isThrownBy(verdict::demandAccepted);
  }

  private TargetReport report(String path) {
    return machine.inspector().inspect(Path.of(path));
  }

  private TargetVerdict judge(String path, TargetOptions options) {
    return TargetRules.judge(report(path), options, MINIMUM);
  }

  private Problem onlyRefusal(String path, TargetOptions options) {
    List<Problem> refusals = judge(path, options).refusals();
    assertThat(refusals).hasSize(1);
    return refusals.getFirst();
  }

  private String inUse(String path) {
    Problem refusal = onlyRefusal(path, WIPE);
    assertThat(refusal.code()).isEqualTo(PartitioningProblem.TARGET_IN_USE);
    return refusal.why();
  }

  private static TargetOptions options(boolean wipe, long size) {
    return new TargetOptions(wipe, Optional.of(new ByteSize(size)), Optional.empty());
  }

  private static void write(Path file, long offset, String text) {
    try (DiskFile disk = DiskFile.open(file)) {
      disk.write(offset, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeTable(Path file, long size) {
    Guid id = new Guid(new UUID(1, 1));
    GptPartition partition =
        new GptPartition(1, PartitionType.LINUX_DATA.guid(), id, 2048, 409599, 0, "precious");
    GptTable table =
        new GptTable(DiskGeometry.ofBytes(size, 512), new Guid(new UUID(1, 2)), List.of(partition));
    try (DiskFile disk = DiskFile.open(file)) {
      GptWriter writer = new GptWriter(disk, table);
      writer.stage();
      writer.publish(new byte[0]);
    }
  }
}
