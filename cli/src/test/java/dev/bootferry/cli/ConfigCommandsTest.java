package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigCommandsTest extends CommandLineTestCase {
  @Test
  void aFileThatIsRightIsCalledSo() {
    useCases.config = "version = 1\ndisk.path = \"/dev/vdb\"\n";
    Run run = execute("config check install.toml");
    assertThat(run).isEqualTo(new Run(ExitCode.DONE, "install.toml is right\n", ""));
    assertThat(execute("config check --json install.toml").out())
        .isEqualTo(
            """
            {
              "file": "install.toml",
              "valid": true,
              "problems": []
            }
            """);
  }

  @Test
  void allMistakesAreTold() {
    useCases.config = "version = 1\ndisk.pth = \"/dev/vdb\"\nafter = \"rebot\"\n";
    Run run = execute("config check install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("because: line 2: disk.pth: there is no such key here; did you mean 'path'?\n")
        .contains("\n    line 3: after: it must be one of nothing, reboot, power-off")
        .contains("[configuration-invalid]");
    assertThat(execute("config check --json install.toml").out())
        .contains("\"valid\": false", "\"line\": 3", "\"key\": \"after\"");
  }

  @Test
  void theRealPlannerRunsAtADesk() {
    useCases.hardware =
        new Hardware(
            "amd64",
            Hardware.Firmware.UEFI,
            4L << 30,
            List.of(disk("/dev/sda", "S1"), disk("/dev/sdb", "S2")),
            List.of());
    useCases.config =
        """
        version = 1
        disk.serial = "S2"
        [layout]
        root.size = "10G"
        var = { size = "rest", filesystem = "xfs" }
        """;
    Run run = execute("config check --hardware probe.json install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("onto      /dev/sdb, serial S2, 20.0 GiB")
        .containsPattern("10.0 GiB +root +ext4 on /\n")
        .containsPattern("GiB +var +xfs on /var\n")
        .doesNotContain("/dev/sda");
    assertThat(execute("config check --json --hardware probe.json install.toml").out())
        .contains("\"target\": \"/dev/sdb\"", "\"mount\": \"/var\"");
  }

  @Test
  void atADeskTheWrongDiskStopsItAsThere() {
    useCases.hardware =
        new Hardware(
            "amd64", Hardware.Firmware.UEFI, 1, List.of(disk("/dev/sda", "S1")), List.of());
    useCases.config = "version = 1\ndisk.serial = \"S2\"\n";
    Run run = execute("config check --hardware probe.json install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("[disk-not-found]", "/dev/sda");
    useCases.config = "version = 1\ndisk.serial = \"S1\"\nlayout.root.size = \"40G\"\n";
    assertThat(execute("config check --hardware probe.json install.toml").err())
        .contains("[target-too-small]");
  }

  private static DiskDescription disk(String path, String serial) {
    return new DiskDescription(
        path,
        Optional.empty(),
        Optional.empty(),
        Optional.of(serial),
        Optional.empty(),
        List.of(),
        20L << 30,
        512,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(execute("config schema").out()).contains("2020-12", "\"passphrase-file\"");
  }

  @Test
  void installingWithNothingSaidTellsWhatIsMissing() {
    root = false;
    Run run = execute("install");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("nothing else says what to install and where", "--config");
  }

  @Test
  void aWrongFileInstallsNothing() {
    useCases.config = "version = 1\n";
    Run run = execute("install --config install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("line 1: disk: it is missing");
  }
}
