package dev.bootferry.partitioning.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.partitioning.target.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskIdentityTest {
  @TempDir Path devices;

  @Test
  void theWorldWideNameComesFirst() throws IOException {
    attribute("sda/device/serial", "QM1");
    assertThat(of("/dev/sda")).isEqualTo("serial QM1");
    attribute("sda/device/wwid", "naa.5002538d40f6ad1f\n");
    assertThat(of("/dev/sda")).isEqualTo("wwn naa.5002538d40f6ad1f");
  }

  @Test
  void whatIsNotThereIsMadeUpFor() throws IOException {
    attribute("vda/serial", " \n");
    assertThat(of("/dev/vda")).isEqualTo("name /dev/vda");
    attribute("loop0/loop/backing_file", "/srv/disk.img\n");
    assertThat(of("/dev/loop0")).isEqualTo("file /srv/disk.img");
    assertThat(DiskIdentity.of(Path.of("/srv/disk.img"), TargetKind.FILE).text())
        .isEqualTo("file /srv/disk.img");
  }

  @Test
  void noNameOfAFileLeavesItsFolder() throws IOException {
    attribute("sdb/serial", "../../etc/passwd\u001b[2J");
    DiskIdentity identity = DiskIdentity.ofDevice(devices, Path.of("/dev/sdb"));
    assertThat(identity.text()).isEqualTo("serial ../../etc/passwd [2J");
    assertThat(identity.fileName()).matches("serial-..-..-etc-passwd-2J-[0-9a-f]{12}");
  }

  private String of(String path) {
    return DiskIdentity.ofDevice(devices, Path.of(path)).text();
  }

  private void attribute(String name, String value) throws IOException {
    Path file = devices.resolve(name);
    Path _ = Files.createDirectories(file.resolveSibling("."));
    Path _ = Files.writeString(file, value);
  }
}
