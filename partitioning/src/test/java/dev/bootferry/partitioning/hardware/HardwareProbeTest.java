package dev.bootferry.partitioning.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemCode;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.choice.DiskJudge;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.target.FakeMachine;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetRules;
import dev.bootferry.partitioning.target.Use;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines as folders, described. */
class HardwareProbeTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void makeMachine() throws Exception {
    machine = new FakeMachine(folder);
  }

  /** Whatever a test looked at: a disk that is named must get what the list says of it. */
  @AfterEach
  void bothWaysOfAskingAgree() {
    Hardware hardware = probe();
    ByteSize minimum = new ByteSize(GIB);
    for (DiskDescription disk : hardware.disks()) {
      List<Problem> named =
          TargetRules.judge(
                  machine.inspector().inspect(Path.of(disk.path())), TargetOptions.NONE, minimum)
              .refusals();
      switch (DiskJudge.judge(hardware, disk, minimum)) {
        case DiskVerdict.Free _ -> assertThat(named).isEmpty();
        case DiskVerdict.NeedsWipe needs ->
            assertThat(named)
                .singleElement()
                .satisfies(p -> assertThat(p.why()).contains(String.join("; ", needs.lost())));
        case DiskVerdict.Never never ->
            assertThat(named.stream().filter(p -> p.code() != PartitioningProblem.TARGET_NOT_EMPTY))
                .isEqualTo(never.reasons());
      }
    }
  }

  private Hardware probe() {
    return machine.probe().probe();
  }

  private DiskDescription disk(String path) {
    return probe().disk(path).orElseThrow();
  }

  @Test
  void describesADiskFromTheKernelAlone() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .attribute("sda", "device/model", "ST500DM002  ")
        .attribute("sda", "device/vendor", "ATA     ")
        .attribute("sda", "device/wwid", "naa.5000c5001")
        .attribute("sda", "queue/rotational", "1")
        .attribute("sda", "removable", "0")
        .link("by-id/ata-ST500", "sda")
        .link("by-path/pci-0000:00:1f.2-ata-1", "sda");

    DiskDescription disk = disk("/dev/sda");

    assertThat(disk.model()).contains("ST500DM002");
    assertThat(disk.vendor()).contains("ATA");
    assertThat(disk.serial()).isEmpty();
    assertThat(disk.wwn()).contains("naa.5000c5001");
    assertThat(disk.rotational()).isTrue();
    assertThat(disk.removable()).isFalse();
    assertThat(disk.size()).isEqualTo(2 * GIB);
    assertThat(disk.links()).containsExactly("by-id/ata-ST500", "by-path/pci-0000:00:1f.2-ata-1");
    assertThat(disk.isEmpty()).isTrue();
  }

  @Test
  void takesWhatUdevKnowsFirst() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .attribute("sda", "device/model", "Samsung SSD 860 ")
        .answer(
            "lsblk",
            """
            {"blockdevices": [{"kname": "sda", "model": "Samsung SSD 860 EVO 1TB",
              "vendor": "ATA", "serial": "S3Z8", "wwn": "0x5002538e", "tran": "sata",
              "fstype": null}]}
            """);

    DiskDescription disk = disk("/dev/sda");

    assertThat(disk.model()).contains("Samsung SSD 860 EVO 1TB");
    assertThat(disk.serial()).contains("S3Z8");
    assertThat(disk.transport()).contains("sata");
  }

  @Test
  void listsDisksAndNothingThatStandsOnThem() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .partition("sda", "sda1", "8:1")
        .disk("dm-0", "253:0", GIB)
        .holder("sda1", "dm-0", "vg-root")
        .disk("md0", "9:0", GIB)
        .disk("ram0", "1:0", GIB)
        .disk("zram0", "252:0", GIB)
        .disk("loop0", "7:0", 0)
        .disk("nbd0", "43:0", 0)
        .disk("nvme0c0n1", "259:5", GIB)
        .attribute("nvme0c0n1", "hidden", "1")
        .disk("sr0", "11:0", GIB);

    assertThat(probe().disks())
        .extracting(DiskDescription::path)
        .containsExactly("/dev/sda", "/dev/sr0");
  }

  @Test
  void joinsThePathsOfAMultipathDisk() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .disk("sdb", "8:16", 2 * GIB)
        .disk("dm-0", "253:0", 2 * GIB)
        .holder("sda", "dm-0", "mpatha")
        .holder("sdb", "dm-0", "mpatha")
        .attribute("dm-0", "dm/uuid", "mpath-3600a0980")
        .attribute("sda", "device/wwid", "naa.600a0980")
        .attribute("sdb", "device/wwid", "naa.600a0980");
    Files.createDirectories(machine.at("dev/mapper"));
    Path _ = Files.createSymbolicLink(machine.at("dev/mapper/mpatha"), Path.of("../dm-0"));

    assertThat(disk("/dev/mapper/mpatha").wwn()).contains("naa.600a0980");
    assertThat(codes("/dev/sda"))
        .containsExactly(
            PartitioningProblem.TARGET_IN_USE, PartitioningProblem.TARGET_HAS_SEVERAL_PATHS);
    assertThat(codes("/dev/mapper/mpatha")).isEmpty();
  }

  @Test
  void seesTwoPathsThatNothingJoins() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .disk("sdb", "8:16", 2 * GIB)
        .disk("sdc", "8:32", 2 * GIB)
        .attribute("sda", "device/wwid", "naa.600a0980")
        .attribute("sdb", "device/wwid", "naa.600a0980")
        .attribute("sdc", "device/wwid", "naa.600a0981");

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_HAS_SEVERAL_PATHS);
    assertThat(codes("/dev/sdb")).containsExactly(PartitioningProblem.TARGET_HAS_SEVERAL_PATHS);
    assertThat(codes("/dev/sdc")).isEmpty();
  }

  @Test
  void believesUdevThatADiskIsAPath() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .answer(
            "lsblk", "{\"blockdevices\": [{\"kname\": \"sda\", \"fstype\": \"mpath_member\"}]}");

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_HAS_SEVERAL_PATHS);
  }

  @Test
  void findsTheMediumBehindAnOverlayAndALoopDevice() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .partition("sda", "sda1", "8:1")
        .disk("sdb", "8:16", 2 * GIB)
        .loop("loop0", "/run/live/LiveOS/squashfs.img");
    machine.write(
        "proc/self/mountinfo",
        """
        1 0 0:30 / / rw - overlay live rw,lowerdir=/run/rootfsbase,upperdir=/run/overlay
        2 1 7:0 / /run/rootfsbase ro - squashfs /dev/loop0 ro
        3 1 8:1 / /run/live ro - vfat /dev/sda1 ro
        """);

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_IS_MEDIUM);
    assertThat(codes("/dev/sdb")).isEmpty();
  }

  /** As dracut does it without an overlay: the root is a snapshot of an image on the medium. */
  @Test
  void findsTheMediumBehindAMappedSnapshot() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .partition("sda", "sda1", "8:1")
        .loop("loop0", "/run/medium/LiveOS/rootfs.img")
        .disk("dm-0", "253:0", GIB)
        .holder("loop0", "dm-0", "live-rw");
    machine.write(
        "proc/self/mountinfo",
        """
        1 0 253:0 / / rw - ext4 /dev/mapper/live-rw rw
        3 1 8:1 / /run/medium ro - vfat /dev/sda1 ro
        """);

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_IS_MEDIUM);
  }

  @Test
  void findsTheMediumWhereLiveSystemsMountIt() throws Exception {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .mountLine("9 1 8:0 / /run/initramfs/live ro - iso9660 /dev/sda ro")
        .disk("sdb", "8:16", 2 * GIB)
        .partition("sdb", "sdb1", "8:17")
        .link("by-label/BOOTFERRY", "sdb1")
        .mountLine("10 1 8:17 / /mnt ro - vfat /dev/sdb1 ro")
        .disk("sdc", "8:32", 2 * GIB)
        .mountLine("11 1 8:32 / /media/cd ro - iso9660 /dev/sdc ro");

    for (String path : List.of("/dev/sda", "/dev/sdb", "/dev/sdc")) {
      assertThat(disk(path).holdsMedium()).as(path).isTrue();
    }
  }

  @Test
  void findsTheMediumThatWasCopiedToMemory() throws Exception {
    machine.disk("sda", "8:0", 2 * GIB).link("by-label/LIVE", "sda").disk("sdb", "8:16", 2 * GIB);
    machine.write("proc/cmdline", "quiet root=live:CDLABEL=LIVE rd.live.ram=1\n");

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_IS_MEDIUM);
    assertThat(disk("/dev/sdb").holdsMedium()).isFalse();
  }

  /** A system from an image has an overlay for its root as well; its disk is no medium. */
  @Test
  void theSystemDiskIsNoMedium() throws Exception {
    machine.disk("vda", "8:0", 2 * GIB).partition("vda", "vda1", "8:1");
    machine.write(
        "proc/self/mountinfo",
        """
        1 0 0:30 / / ro - overlay composefs ro,lowerdir+=/run/cfs,datadir+=/sysroot/ostree/repo
        2 1 8:1 / /sysroot rw - xfs /dev/vda1 rw
        """);

    assertThat(codes("/dev/vda")).containsExactly(PartitioningProblem.TARGET_IS_SYSTEM_DISK);
    assertThat(disk("/dev/vda").holdsMedium()).isFalse();
  }

  /** Somebody looks into an image that lies on a data disk. */
  @Test
  void anImageThatIsLookedIntoMakesNoMedium() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .mount("8:0", "/dev/sda", "/data")
        .loop("loop0", "/data/debian.iso")
        .mountLine("9 1 7:0 / /mnt ro - iso9660 /dev/loop0 ro");

    assertThat(codes("/dev/sda")).containsExactly(PartitioningProblem.TARGET_MOUNTED);
  }

  @Test
  void keepsDescribingWhenADiskIsBroken() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .broken("dev/sda")
        .mount("8:0", "/dev/sda", "/srv")
        .disk("sdb", "8:16", 2 * GIB);

    DiskDescription broken = disk("/dev/sda");

    assertThat(broken.faults()).containsExactly("Input/output error");
    assertThat(broken.size()).isEqualTo(2 * GIB);
    assertThat(broken.uses()).containsExactly(new Use(Use.Kind.MOUNTED, "/dev/sda", "/srv"));
    assertThat(broken.isEmpty()).isFalse();
    assertThat(codes("/dev/sda"))
        .containsExactly(PartitioningProblem.DISK_READ_FAILED, PartitioningProblem.TARGET_MOUNTED);
    assertThat(codes("/dev/sdb")).isEmpty();
  }

  @Test
  void namesThePartitionsAndWhatIsInThem() {
    machine
        .disk("sda", "8:0", 2 * GIB)
        .answer("blkid", "DEVNAME=/dev/sda\nLABEL=my\\ data\nTYPE=ext4\n")
        .answer("debugfs", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 13\"\n");
    writeMbr(machine.at("dev/sda"));

    DiskDescription disk = disk("/dev/sda");

    assertThat(disk.table()).contains("dos");
    assertThat(disk.partitions())
        .extracting(FoundPartition::number, FoundPartition::type)
        .containsExactly(tuple(1, "83"), tuple(2, "05"), tuple(5, "82"), tuple(6, "83"));
    assertThat(disk.partitions().getFirst().label()).contains("my data");
    assertThat(disk.contents())
        .startsWith("an MBR partition table with 3 partitions", "ext4 \"my data\" in partition 1");
    assertThat(disk.operatingSystem()).contains("Debian GNU/Linux 13");
  }

  /**
   * One primary partition, and an extended one with two logical ones whose chain ends in a ring.
   */
  private static void writeMbr(Path file) {
    try (DiskFile disk = DiskFile.open(file)) {
      disk.write(0, table(record(0x83, 2048, 2048), record(0x05, 8192, 65536)));
      disk.write(8192 * 512, table(record(0x82, 64, 1024), record(0x05, 4096, 8192)));
      disk.write((8192 + 4096) * 512, table(record(0x83, 64, 1024), record(0x05, 4096, 8192)));
    }
  }

  private static byte[] table(byte[]... records) {
    ByteBuffer table = ByteBuffer.allocate(512);
    for (int i = 0; i < records.length; i++) {
      table.put(446 + i * 16, records[i]);
    }
    return table.put(510, (byte) 0x55).put(511, (byte) 0xAA).array();
  }

  private static byte[] record(int type, int first, int count) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(4, (byte) type)
        .putInt(8, first)
        .putInt(12, count)
        .array();
  }

  @Test
  void describesTheMachine() throws Exception {
    machine.write("proc/meminfo", "MemTotal:        2048 kB\nMemFree: 1 kB\n");
    Files.createDirectories(machine.at("sys/class/net/eth0/device"));
    Files.createDirectories(machine.at("sys/class/net/lo"));

    assertThat(probe().memory()).isEqualTo(2048 * 1024);
    assertThat(probe().links()).containsExactly("eth0");
    assertThat(probe().firmware()).isIn(Firmware.BIOS, Firmware.OTHER);
    Path variables = Files.createDirectories(machine.at("sys/firmware/efi/efivars"));
    assertThat(probe().firmware()).isEqualTo(Firmware.UEFI);
    Path variable = variables.resolve("SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c");
    Files.write(variable, new byte[] {6, 0, 0, 0, 1});
    assertThat(probe().firmware()).isEqualTo(Firmware.SECURE_BOOT);
    Files.write(variable, new byte[] {6, 0, 0, 0, 0});
    assertThat(probe().firmware()).isEqualTo(Firmware.UEFI);
  }

  private List<ProblemCode> codes(String path) {
    Hardware hardware = probe();
    DiskVerdict verdict =
        DiskJudge.judge(hardware, hardware.disk(path).orElseThrow(), new ByteSize(GIB));
    return verdict instanceof DiskVerdict.Never never
        ? never.reasons().stream().map(Problem::code).toList()
        : List.of();
  }
}
