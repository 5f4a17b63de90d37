package dev.bootferry.testing.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.SerialListener;
import dev.bootferry.testing.machine.VirtualMachine;
import dev.bootferry.testing.stick.StickImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sample system is upgraded from a stick and rolled back, without a network card. After the
 * first start the host touches neither disk.
 */
@Tag("system")
@Tag("boot")
class CrossingTest {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String BOOTFERRY = "sh /run/stick/bootferry/run ";

  @ParameterizedTest
  @CsvSource("BIOS, ext4")
  void thereAndBack(Firmware firmware, String fileSystem) throws IOException, InterruptedException {
    Path disk = RunFolder.create("asked").resolve("disk.img");
    InstalledDisk installed = AskedMachine.install(disk, fileSystem);
    travel(firmware, installed, StickImage.FAT, Optional.of(StickImage.EXT4));
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "UEFI, ext4, FAT",
    "UEFI_SECURE_BOOT, ext4, EXT4",
    "BIOS, xfs, EXT4",
    "UEFI_SECURE_BOOT, xfs, FAT",
    "BIOS, btrfs, FAT",
    "UEFI, btrfs, EXT4"
  })
  void thereAndBackInEveryOtherWay(Firmware firmware, String fileSystem, StickImage stick)
      throws IOException, InterruptedException {
    travel(firmware, InstalledDisk.sample(fileSystem), stick, Optional.empty());
  }

  /**
   * There and back.
   *
   * @param another stick, from which the machine is upgraded once more at the end
   */
  private static void travel(
      Firmware firmware, InstalledDisk installed, StickImage stick, Optional<StickImage> another)
      throws IOException, InterruptedException {
    Path folder = RunFolder.create("crossing");
    Path disk = folder.resolve("disk.img");
    SystemCommandRunner commands = new SystemCommandRunner();
    var _ =
        commands.run(
            Command.of("cp", "--sparse=always", installed.image().toString(), disk.toString()));
    List<Path> disks = new ArrayList<>(List.of(disk, stick.make(SampleSet.bundle("v2"))));
    if (another.isPresent()) {
      disks.add(another.get().make(SampleSet.bundle("v2")));
    }
    try (VirtualMachine machine =
        VirtualMachine.start(
            commands,
            MachineSpec.of(firmware, disks.toArray(Path[]::new)),
            folder,
            SerialListener.NONE)) {
      GuestShell first = GuestShell.awaitBoot(machine.console()).onOneProcessor();
      demand(first, "1.0");
      mountStick(first, "vdb");
      first.run("echo kept >/var/lib/kept; echo edited >/etc/sample/edited-here");
      upgrade(first);
      if (another.isPresent()) {
        AskedMachine.demand(first);
      }

      GuestShell second = first.reboot().onOneProcessor();
      demand(second, "2.0");
      assertThat(second.run("cat /var/lib/kept /etc/sample/edited-here"))
          .contains("kept", "edited");
      assertThat(second.run("sample-tool", LIMIT)).contains("sample-tool 2.0");
      mountStick(second, "vdb");
      assertThat(second.run(BOOTFERRY + "rollback", LIMIT)).contains("Rolled back", "1.0");

      GuestShell third = second.reboot().onOneProcessor();
      demand(third, "1.0");
      assertThat(third.run("cat /var/lib/kept /etc/sample/edited-here")).contains("kept", "edited");
      assertThat(third.run("sample-tool", LIMIT)).contains("sample-tool 1.0");
      if (another.isPresent()) {
        AskedMachine.demand(third);
        mountStick(third, "vdc");
        upgrade(third);
      }
      third.powerOff();
      machine.awaitEnd(LIMIT);
    }
  }

  private static void upgrade(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run(BOOTFERRY + "upgrade --from /run/stick/site-v2.tar", LIMIT))
        .contains("Staged 127.0.0.1:5000/sample/os:v2");
    assertThat(shell.run("ostree admin status")).contains("(staged)");
  }

  /** Read-only, and without programs, as desktops mount sticks. */
  private static void mountStick(GuestShell shell, String disk)
      throws IOException, InterruptedException {
    shell.run(
        "mkdir -p /run/stick && mount -o ro,noexec,nosuid,nodev /dev/" + disk + " /run/stick");
  }

  private static void demand(GuestShell shell, String version)
      throws IOException, InterruptedException {
    var _ = shell.attempt("systemctl is-system-running --wait", LIMIT);
    assertThat(shell.attempt("systemctl is-system-running", LIMIT).output())
        .as(shell.attempt("systemctl --failed --no-legend", LIMIT).output())
        .isEqualTo("running");
    assertThat(shell.run("ls /sys/class/net")).isEqualTo("lo");
    assertThat(shell.run("cat /etc/os-release")).contains("VERSION_ID=\"" + version);
    assertThat(shell.run("journalctl -b -o cat -u sample-app.service"))
        .contains("sample-app " + version + ": hello");
    assertThat(shell.run("ostree admin status")).contains("* default");
  }
}
