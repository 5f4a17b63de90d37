package dev.bootferry.testing.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample system on each file system, started by each firmware, with no network card. */
@Tag("system")
@Tag("boot")
class FirmwareTest {
  @ParameterizedTest
  @CsvSource({"UEFI, xfs", "UEFI_SECURE_BOOT, btrfs"})
  void startsToARunningSystem(Firmware firmware, String fileSystem)
      throws IOException, InterruptedException {
    new StartedSystem(InstalledDisk.sample(fileSystem), firmware).demandAll();
  }

  @ParameterizedTest
  @Tag("full")
  @CsvSource({
    "BIOS, ext4",
    "BIOS, btrfs",
    "BIOS, xfs",
    "UEFI, ext4",
    "UEFI, btrfs",
    "UEFI_SECURE_BOOT, ext4",
    "UEFI_SECURE_BOOT, xfs"
  })
  void startsInEveryOtherWay(Firmware firmware, String fileSystem)
      throws IOException, InterruptedException {
    new StartedSystem(InstalledDisk.sample(fileSystem), firmware).demandAll();
  }

  @ParameterizedTest
  @Tag("full")
  @EnumSource(
      value = Firmware.class,
      names = {"UEFI", "UEFI_SECURE_BOOT"})
  void startsFromSectorsOf4096Bytes(Firmware firmware) throws IOException, InterruptedException {
    new StartedSystem(LargeSectors.DISK, firmware).demandAll();
  }

  @Test
  @Tag("full")
  void aPlanForSectorsOf4096BytesLeavesTheBiosOut() {
    assertThat(
            LargeSectors.DISK.plan().array("startsFrom").stream()
                .map(start -> ((JsonString) start).value())
                .toList())
        .isEqualTo(List.of("uefi", "secure-boot"));
  }

  /** Installed once, and only where it is needed. */
  private static final class LargeSectors {
    /** With arguments that only quotes keep together. */
    static final InstalledDisk DISK =
        InstalledDisk.install(
            new Bootferry(new SystemCommandRunner()).withoutNetwork(),
            SampleSet.bundle().toString(),
            RunFolder.path().resolve("sectors-4096.img"),
            "--filesystem",
            "ext4",
            "--sector-size",
            "4096",
            "--karg",
            "\"bootferry.note=a b;c|d\"",
            "--karg",
            "bootferry.list=[a,b]");
  }
}
