package dev.bootferry.testing.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.SerialListener;
import dev.bootferry.testing.machine.VirtualMachine;
import java.io.IOException;
import java.time.Duration;

/** Starts an installed disk, which stays as it is, and looks at what runs then. */
final class StartedSystem {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Attributes in four bytes, then the value: see the kernel's efivarfs. */
  private static final String SECURE_BOOT =
      "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

  private final InstalledDisk disk;
  private final Firmware firmware;

  StartedSystem(InstalledDisk disk, Firmware firmware) {
    this.disk = disk;
    this.firmware = firmware;
  }

  void demandAll() throws IOException, InterruptedException {
    MachineSpec spec =
        MachineSpec.of(firmware, disk.image())
            .withSectorSize((int) disk.plan().number("sectorSize").orElseThrow().longValue())
            .discardingWrites();
    try (VirtualMachine machine =
        VirtualMachine.start(
            new SystemCommandRunner(), spec, RunFolder.create("machine"), SerialListener.NONE)) {
      GuestShell shell = GuestShell.awaitBoot(machine.console());
      var _ = shell.attempt("systemctl is-system-running --wait", LIMIT);
      demandRunning(shell);
      demandFirmware(shell);
      demandDeployment(shell);
      shell.powerOff();
      machine.awaitEnd(LIMIT);
      assertThat(machine.console().transcript()).doesNotContain("error: ");
    }
  }

  private static void demandRunning(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.attempt("systemctl is-system-running", LIMIT).output())
        .as(shell.attempt("systemctl --failed --no-legend", LIMIT).output())
        .isEqualTo("running");
    assertThat(shell.run("ls /sys/class/net")).isEqualTo("lo");
    assertThat(shell.run("journalctl -b -o cat -u sample-app.service"))
        .contains("sample-app 1.0: hello");
  }

  private void demandFirmware(GuestShell shell) throws IOException, InterruptedException {
    String expected =
        switch (firmware) {
          case BIOS -> "bios";
          case UEFI -> "0";
          case UEFI_SECURE_BOOT -> "1";
        };
    assertThat(
            shell.run(
                "if [ -d /sys/firmware/efi ]; then mountpoint -q /sys/firmware/efi/efivars ||"
                    + " mount -t efivarfs efivarfs /sys/firmware/efi/efivars; od -An -tu1 -j4 "
                    + SECURE_BOOT
                    + " | tr -d ' '; else echo bios; fi"))
        .isEqualTo(expected);
  }

  private void demandDeployment(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run("cat /proc/cmdline"))
        .contains(" " + String.join(" ", disk.kargs()) + " ostree=/ostree/boot.");
    assertThat(shell.run("findmnt -no FSTYPE /sysroot")).isEqualTo(disk.fileSystem());
    assertThat(shell.run("ostree admin status"))
        .contains("* default " + disk.result().string("deployment").orElseThrow());
  }
}
