package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.hardware.HardwareJson;
import dev.bootferry.partitioning.target.Use;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code disks} and {@code probe}. */
class DiskCommandsTest extends CommandLineTestCase {
  @TempDir Path folder;

  @BeforeEach
  void machine() {
    useCases.hardware =
        new Hardware(
            "amd64",
            Firmware.UEFI,
            4L << 30,
            List.of(
                disk("/dev/nvme0n1", "Samsung SSD 980", "S64A", List.of(), List.of()),
                disk(
                    "/dev/sda",
                    "ST4000\u001b[2J\nevil",
                    "ZC1",
                    List.of(),
                    List.of(
                        "a GPT with 3 partitions: BIOS boot \"BIOS-BOOT\", EFI system"
                            + " \"EFI-SYSTEM\", root (x86-64) \"root\"",
                        "ext4 \"root\" in partition 3")),
                disk(
                    "/dev/sdb",
                    "WDC",
                    "W1",
                    List.of(new Use(Use.Kind.MOUNTED, "/dev/sdb1", "/srv")),
                    List.of("ext4"))),
            List.of("eth0"));
  }

  private static DiskDescription disk(
      String path, String model, String serial, List<Use> uses, List<String> contents) {
    return new DiskDescription(
        path,
        Optional.of(model),
        Optional.empty(),
        Optional.of(serial),
        Optional.empty(),
        List.of(),
        500L << 30,
        512,
        false,
        false,
        false,
        Optional.of("sata"),
        Optional.empty(),
        List.of(),
        uses,
        false,
        false,
        contents,
        Optional.empty());
  }

  @Test
  void showsEachDiskWithItsVerdictInEightyColumns() {
    Run run = execute("disks");

    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            /dev/nvme0n1 500.0 GiB, sata, Samsung SSD 980
              serial      S64A
              may be used it is empty

            /dev/sda     500.0 GiB, sata, ST4000\\x1b[2J evil
              serial      ZC1
              holds       a GPT with 3 partitions: BIOS boot "BIOS-BOOT", EFI system
                          "EFI-SYSTEM", root (x86-64) "root"
              holds       ext4 "root" in partition 3
              needs wipe  may be used if all that it holds may be lost

            /dev/sdb     500.0 GiB, sata, WDC
              serial      W1
              holds       ext4
              never       /dev/sdb1 is mounted on /srv [target-mounted]
            """);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void refusesWhatIsTooSmallForAMinimum() {
    assertThat(execute("disks --minimum 600G").out())
        .contains("it needs 600.0 GiB (644245094400 bytes) and has 500.0 GiB")
        .doesNotContain("may be used");
  }

  @Test
  void saysTheSameToPrograms() {
    assertThat(execute("disks --json").out())
        .contains("\"verdict\": \"free\"", "\"verdict\": \"needs-wipe\"", "\"verdict\": \"never\"")
        .contains("\"code\": \"target-mounted\"", "\"fix\": \"Unmount it first");
  }

  @Test
  void saysThatThereIsNoDisk() {
    useCases.hardware = new Hardware("amd64", Firmware.BIOS, 1, List.of(), List.of());

    assertThat(execute("disks").out()).isEqualTo("This machine has no disks.\n");
  }

  @Test
  void saysWhatCannotBeSeenWithoutRoot() {
    root = false;

    assertThat(execute("disks").err()).contains("can be seen by root only");
    assertThat(execute("probe").err()).contains("can be seen by root only");
  }

  @Test
  void theProbeCanBeReadAgain() throws Exception {
    Run run = execute("probe");
    assertThat(read(run.out())).isEqualTo(useCases.hardware);

    Path file = folder.resolve("probe.json");
    assertThat(run("probe", file.toString()).exit()).isEqualTo(ExitCode.DONE);
    assertThat(read(Files.readString(file))).isEqualTo(useCases.hardware);
    assertThat(Json.readObject(Files.readAllBytes(file), "it").number("format")).contains(1L);
  }

  @Test
  void theProbeReplacesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("probe.json"), "mine");

    Run run = run("probe", file.toString());

    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("[output-exists]");
    assertThat(file).hasContent("mine");
  }

  private static Hardware read(String text) {
    return HardwareJson.read(text.getBytes(StandardCharsets.UTF_8), "it");
  }
}
