package dev.bootferry.testing.guest;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One machine installs another disk, unattended, from a stick and a volume with the configuration;
 * with an encrypted root, which needs device-mapper. Then it is started from that disk.
 */
@Tag("system")
@Tag("boot")
@Tag("full")
class GuestInstallTest {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final String PASSPHRASE = "correct horse battery";
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @Test
  void anEncryptedRootIsMadeAndStarted() throws IOException, InterruptedException {
    Path folder = RunFolder.create("guest");
    Path system = folder.resolve("system.img");
    run(
        "cp",
        "--sparse=always",
        InstalledDisk.sample("ext4").image().toString(),
        system.toString());
    Path stick = StickImage.EXT4.make(SampleSet.bundle("v1"));
    Path volume = configuration(folder);
    Path target = folder.resolve("target.img");
    run("truncate", "-s", "7G", target.toString());

    String recoveryKey = install(folder.resolve("first"), system, stick, volume, target);

    try (VirtualMachine machine =
        VirtualMachine.start(
            COMMANDS,
            MachineSpec.of(Firmware.BIOS, target),
            folder.resolve("second"),
            SerialListener.NONE)) {
      var _ = machine.console().await("(?i)passphrase for .*:", LIMIT);
      machine.console().send(PASSPHRASE + "\n");
      GuestShell shell = GuestShell.awaitBoot(machine.console());
      demand(shell, recoveryKey);
      shell.powerOff();
      machine.awaitEnd(LIMIT);
    }
  }

  private static void run(String... argv) {
    var _ = COMMANDS.run(Command.of(List.of(argv)));
  }

  /** A small volume labelled as the installer looks for it. */
  private static Path configuration(Path folder) throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("passphrase"), PASSPHRASE + "\n");
    Files.writeString(
        files.resolve("install.toml"),
        """
        version = 1
        source = "/run/stick/site-v2.tar"

        [disk]
        transport = "virtio"
        min-size = "7G"
        max-size = "7G"
        empty = true

        [layout]
        boot = { size = "600M" }
        root = { filesystem = "ext4" }

        [encryption]
        type = "luks2"
        passphrase-file = "passphrase"
        recovery-key = true

        [system]
        hostname = "locked"
        """);
    Path image = folder.resolve("volume.img");
    run("truncate", "-s", "16M", image.toString());
    run("mke2fs", "-q", "-t", "ext4", "-L", "BOOTFERRY", "-d", files.toString(), image.toString());
    return image;
  }

  private static String install(Path folder, Path system, Path stick, Path volume, Path target)
      throws IOException, InterruptedException {
    try (VirtualMachine machine =
        VirtualMachine.start(
            COMMANDS,
            MachineSpec.of(Firmware.BIOS, system, stick, volume, target),
            folder,
            SerialListener.NONE)) {
      GuestShell shell = GuestShell.awaitBoot(machine.console()).onOneProcessor();
      shell.run("mkdir -p /run/stick && mount -o ro,noexec /dev/vdb /run/stick");
      String said = shell.run("sh /run/stick/bootferry/run install --unattended", LIMIT);
      assertThat(said)
          .contains("the configuration is /run/bootferry/config/install.toml", "/dev/vdd")
          .contains("the log is on the medium: bootferry-logs/install-")
          .doesNotContain(PASSPHRASE);
      Matcher key = Pattern.compile("(?m)^ *recovery +(\\S{20,})\\s*$").matcher(said);
      assertThat(key.find()).as(said).isTrue();
      // Nothing is left open or mounted.
      assertThat(shell.run("ls /dev/mapper; findmnt -rno SOURCE | grep -E 'vd[cd]' || echo none"))
          .isEqualTo("control\nnone");
      shell.run("mkdir /run/volume && mount -o ro /dev/vdc /run/volume");
      assertThat(shell.run("cat /run/volume/bootferry-logs/*.log"))
          .contains("make the disk bootable")
          .doesNotContain(PASSPHRASE, key.group(1));
      shell.powerOff();
      machine.awaitEnd(LIMIT);
      return key.group(1);
    }
  }

  private static void demand(GuestShell shell, String recoveryKey)
      throws IOException, InterruptedException {
    // What services print on the console meanwhile comes between.
    var _ = shell.attempt("systemctl is-system-running --wait", LIMIT);
    assertThat(shell.run("hostname")).isEqualTo("locked");
    assertThat(shell.run("lsblk -rno TYPE,FSTYPE $(findmnt -nvo SOURCE /sysroot)"))
        .isEqualTo("crypt ext4");
    assertThat(shell.run("systemctl is-system-running", LIMIT)).isEqualTo("running");
    assertThat(shell.run("journalctl -b -o cat -u sample-app.service"))
        .contains("sample-app 1.0: hello");
    assertThat(shell.run("ls /var/log/bootferry")).isEqualTo("install.log\nplan.json\nresult.json");
    String open =
        "cryptsetup open --test-passphrase --key-file=- $(blkid -t TYPE=crypto_LUKS -o device)";
    assertThat(shell.run("printf %s '" + recoveryKey + "' | " + open + " && echo opens", LIMIT))
        .isEqualTo("opens");
    assertThat(shell.attempt("printf wrong | " + open, LIMIT).status()).isNotZero();
    // Quoted so that the search does not find itself.
    assertThat(
            shell.run(
                "grep -rlF -e 'correct hors''e' -e '"
                    + recoveryKey.substring(0, 12)
                    + "''"
                    + recoveryKey.substring(12)
                    + "' /etc /var/log /var/lib/bootferry /boot 2>/dev/null || echo nowhere"))
        .isEqualTo("nowhere");
  }
}
