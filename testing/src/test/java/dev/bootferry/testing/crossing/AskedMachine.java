package dev.bootferry.testing.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The sample set as a configuration file asks for it: on a disk where {@code /boot}, {@code /var},
 * swap and data are by themselves, with names, accounts and a network of its own.
 */
final class AskedMachine {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHZlcnkgc2VjcmV0 ada";

  private static final long LARGER = 12L << 30;

  private AskedMachine() {}

  static InstalledDisk install(Path disk, String fileSystem) throws IOException {
    Path configuration =
        Files.writeString(
            disk.resolveSibling("install.toml"),
            """
            version = 1
            source = "%s"

            [disk]
            path = "%s"
            file-size = "10G"

            [layout]
            root = { filesystem = "%s", size = "5G" }
            boot = { size = "600M" }
            swap = { size = "128M" }
            var = { filesystem = "xfs", size = "rest", keep = true }

            [[layout.partition]]
            label = "logs"
            filesystem = "ext4"
            mount = "/srv/logs"
            size = "5%%"
            grow = true

            [system]
            hostname = "till-17.example.org"
            timezone = "Europe/Zurich"
            locale = "C.UTF-8"

            [[user]]
            name = "ada"
            comment = "Ada of the lab"
            groups = ["adm", "lab"]
            password-hash = "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1"
            ssh-keys = ["%s"]

            [[network]]
            name = "site0"
            addresses = ["10.1.2.3/24", "fd00:1::3/64"]
            dns = ["10.1.2.1"]

            [[file]]
            path = "/etc/site/rules"
            content = "as written\\n"
            mode = "0640"
            owner = "root:lab"

            [units]
            enable = ["fstrim.timer"]
            mask = ["podman-auto-update.timer"]
            """
                .formatted(SampleSet.bundle(), disk, fileSystem, KEY));
    byte[] said =
        new Bootferry(new SystemCommandRunner())
            .withoutNetwork()
            .run("install", "--config", configuration.toString(), "--yes", "--json")
            .output();
    // As if the image had been copied to a larger disk.
    try (FileChannel larger = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      var _ = larger.write(ByteBuffer.allocate(1), LARGER - 1);
    }
    return new InstalledDisk(disk, Json.readObject(said, "the output"));
  }

  /** Everything is mounted where it belongs, and the bound images are still the system's. */
  static void demand(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run("findmnt -no FSTYPE,OPTIONS /boot")).startsWith("ext4").contains("ro,");
    assertThat(shell.run("findmnt -no FSTYPE /var")).isEqualTo("xfs");
    assertThat(shell.run("findmnt -no FSTYPE /srv/logs")).isEqualTo("ext4");
    assertThat(shell.run("swapon --show=SIZE --noheadings")).contains("128M");
    assertThat(shell.run("ls -d /boot/loader/entries /boot/ostree")).isNotEmpty();
    assertThat(Long.parseLong(shell.run("findmnt -bno SIZE /srv/logs")))
        .isBetween(2_200_000_000L, 2_700_000_000L);
    demandNames(shell);
    demandAccounts(shell);
    demandUnits(shell);
    demandNetwork(shell);
  }

  private static void demandNames(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run("hostnamectl --static; hostname"))
        .isEqualTo("till-17.example.org\ntill-17.example.org");
    assertThat(shell.run("date -d @0 +%Z; timedatectl show -p Timezone"))
        .isEqualTo("CET\nTimezone=Europe/Zurich");
    assertThat(shell.run("localectl status")).contains("LANG=C.UTF-8");
    assertThat(shell.run("stat -c '%a %U %G' /etc/site/rules; cat /etc/site/rules"))
        .isEqualTo("640 root lab\nas written");
  }

  private static void demandAccounts(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run("getent passwd ada"))
        .matches("ada:x:[0-9]+:[0-9]+:Ada of the lab:/(var/)?home/ada:/bin/bash");
    assertThat(shell.run("id -Gn ada")).isEqualTo("ada adm lab");
    assertThat(shell.run("pwck -qr; grpck -qr; echo done")).isEqualTo("done");
    assertThat(shell.run("stat -c '%a %U %G' ~ada ~ada/.ssh ~ada/.ssh/authorized_keys"))
        .isEqualTo("700 ada ada\n700 ada ada\n600 ada ada");
    assertThat(shell.run("cat ~ada/.ssh/authorized_keys")).isEqualTo(KEY);
    assertThat(shell.run("su ada -c 'id -un; cd; pwd -P'")).isEqualTo("ada\n/var/home/ada");
  }

  private static void demandUnits(GuestShell shell) throws IOException, InterruptedException {
    assertThat(
            shell
                .attempt(
                    "systemctl is-enabled fstrim.timer systemd-networkd podman-auto-update.timer",
                    Duration.ofMinutes(1))
                .output())
        .isEqualTo("enabled\nenabled\nmasked");
  }

  /** An interface of that name gets what was asked for. */
  private static void demandNetwork(GuestShell shell) throws IOException, InterruptedException {
    shell.run("ip link add site0 type veth peer name other0 && ip link set other0 up");
    shell.run("/usr/lib/systemd/systemd-networkd-wait-online -i site0 --timeout=90");
    assertThat(shell.run("ip -o addr show site0"))
        .contains("inet 10.1.2.3/24", "inet6 fd00:1::3/64");
    shell.run("ip link del site0");
  }
}
