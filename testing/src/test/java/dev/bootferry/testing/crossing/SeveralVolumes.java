package dev.bootferry.testing.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample set on a disk where {@code /boot}, {@code /var}, swap and data are by themselves. */
final class SeveralVolumes {
  private SeveralVolumes() {}

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
            """
                .formatted(SampleSet.bundle(), disk, fileSystem));
    String said =
        new Bootferry(new SystemCommandRunner())
            .withoutNetwork()
            .run("install", "--config", configuration.toString(), "--yes", "--json")
            .output();
    return new InstalledDisk(disk, Json.readObject(said, "the output"));
  }

  /** Everything is mounted where it belongs, and the bound images are still the system's. */
  static void demand(GuestShell shell) throws IOException, InterruptedException {
    assertThat(shell.run("findmnt -no FSTYPE,OPTIONS /boot")).startsWith("ext4").contains("ro,");
    assertThat(shell.run("findmnt -no FSTYPE /var")).isEqualTo("xfs");
    assertThat(shell.run("findmnt -no FSTYPE /srv/logs")).isEqualTo("ext4");
    assertThat(shell.run("swapon --show=SIZE --noheadings")).contains("128M");
    assertThat(shell.run("ls -d /boot/loader/entries /boot/ostree")).isNotEmpty();
  }
}
