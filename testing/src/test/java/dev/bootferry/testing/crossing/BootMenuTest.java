package dev.bootferry.testing.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.booted.BootedDisk;
import dev.bootferry.testing.booted.MachineStatus;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GrubMenu;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.SerialListener;
import dev.bootferry.testing.machine.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The other way back: the former version is chosen in the boot menu, with its own images. */
@Tag("system")
@Tag("boot")
class BootMenuTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void theSecondEntryIsTheFormerVersionWithItsOwnImages() throws IOException, InterruptedException {
    BootedDisk disk = BootedDisk.copyOf(InstalledDisk.sample("ext4"));
    disk.bring(SampleSet.bundle("v2"), "site-v2.tar");
    disk.run(BootedDisk.BOOTFERRY + "upgrade --from /run/medium/site-v2.tar");
    MachineStatus upgraded = disk.status();
    assertThat(upgraded.version("booted")).isEqualTo("2.0");

    MachineSpec spec = MachineSpec.of(Firmware.BIOS, disk.installed().image()).discardingWrites();
    try (VirtualMachine machine =
        VirtualMachine.start(
            new SystemCommandRunner(), spec, RunFolder.create("menu"), SerialListener.NONE)) {
      List<String> titles = GrubMenu.choose(machine.console(), 1, LIMIT);
      assertThat(titles).hasSize(2).doesNotHaveDuplicates();
      GuestShell shell = GuestShell.awaitBoot(machine.console());
      var _ = shell.attempt("systemctl is-system-running --wait", LIMIT);
      assertThat(shell.attempt("systemctl is-system-running", LIMIT).output())
          .as(shell.attempt("systemctl --failed --no-legend", LIMIT).output())
          .isEqualTo("running");
      assertThat(shell.run("cat /etc/os-release")).contains("VERSION_ID=\"1.0");
      assertThat(shell.run("journalctl -b -o cat -u sample-app.service"))
          .contains("sample-app 1.0: hello")
          .doesNotContain("sample-app 2.0");
      assertThat(shell.run("sample-tool", LIMIT)).contains("sample-tool 1.0");
      assertThat(
              shell.run(
                  "podman --storage-opt=additionalimagestore=/usr/lib/bootc/storage"
                      + " images --no-trunc --format '{{.ID}}'",
                  LIMIT))
          .contains(upgraded.id("rollback", SampleSet.APP))
          .doesNotContain(upgraded.id("booted", SampleSet.APP));
      shell.powerOff();
      machine.awaitEnd(LIMIT);
    }
  }
}
