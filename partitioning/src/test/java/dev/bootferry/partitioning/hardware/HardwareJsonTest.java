package dev.bootferry.partitioning.hardware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.target.Use;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareJsonTest {
  private static final Hardware MACHINE =
      new Hardware(
          "amd64",
          Firmware.SECURE_BOOT,
          8L << 30,
          List.of(
              new DiskDescription(
                  "/dev/nvme0n1",
                  Optional.of("Samsung \"980\""),
                  Optional.empty(),
                  Optional.of("S64"),
                  Optional.of("eui.0025385"),
                  List.of("by-id/nvme-S64", "by-path/pci-0000:01:00.0-nvme-1"),
                  5L << 40,
                  4096,
                  false,
                  false,
                  true,
                  Optional.of("nvme"),
                  Optional.of("gpt"),
                  List.of(
                      new FoundPartition(
                          1,
                          "EFI",
                          "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
                          new Extent(1 << 20, 5L << 30),
                          Optional.of("vfat"),
                          Optional.of("ESP"))),
                  List.of(new Use(Use.Kind.MOUNTED, "/dev/nvme0n1p1", "/mnt")),
                  true,
                  true,
                  List.of("a GPT"),
                  Optional.of("Fedora 43"),
                  List.of("an error"))),
          List.of("eth0"));

  @Test
  void readsWhatItWrites() {
    byte[] written = Json.write(HardwareJson.write(MACHINE));

    assertThat(HardwareJson.read(written, "probe.json")).isEqualTo(MACHINE);
  }

  /** Each a change to a good document; nothing of them may be read as anything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "format":1          | "format":2            | format: it is 2, and this program reads 1
          "format":1,         |                       | format: it is missing
          "format":1          | "format":"1"          | format: it is no whole number
          "memory":8589934592 | "memory":-1           | memory: it is negative
          "memory":8589934592 | "memory":1.5          | memory: it is no whole number
          "firmware":"secure-boot" | "firmware":"coreboot" | 'coreboot' is none of bios, uefi, secure-boot, other
          "links":["eth0"]    | "links":"eth0"        | links: it is no list
          "links":["eth0"]    | "links":[1]           | links: it holds something that is no text
          "size":5497558138880 | "size":null          | disks[0].size: it is no whole number
          "readOnly":true     | "readOnly":"yes"      | disks[0].readOnly: it is neither true nor false
          "readOnly":true     | "readonly":true       | disks[0].readOnly: it is missing
          "readOnly":true     | "readOnly":true,"x":1 | disks[0].x: there is no such member
          "serial":"S64"      | "serial":64           | disks[0].serial: it is no text
          "path":"/dev/nvme0n1" | "path":null         | disks[0].path: it is null
          "path":"/dev/nvme0n1" | "path":"nvme0n1"    | disks[0].path: it is no path of a device
          "kind":"mounted"    | "kind":"eaten"        | disks[0].uses[0].kind: 'eaten' is none of
          "offset":1048576    | "offset":9223372036854775807 | disks[0].partitions[0].size: no part of a disk
          "disks":[           | "disks":[null,        | disks[0]: it is no object
          """)
  void refusesAnythingElse(String part, String wrong, String why) {
    String good = new String(Json.write(HardwareJson.write(MACHINE)), UTF_8);
    assertThat(good).contains(part);
    byte[] bad = good.replace(part, wrong == null ? "" : wrong).getBytes(UTF_8);

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> HardwareJson.read(bad, "probe.json"));

    assertThat(refused.problem().code()).isEqualTo(PartitioningProblem.HARDWARE_INVALID);
    assertThat(refused.problem().why()).contains(why);
  }

  @Test
  void refusesTwoDisksWithOnePath() {
    Hardware twice =
        new Hardware(
            "amd64",
            Firmware.BIOS,
            1,
            List.of(MACHINE.disks().getFirst(), MACHINE.disks().getFirst()),
            List.of());
    byte[] written = Json.write(HardwareJson.write(twice));

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> HardwareJson.read(written, "probe.json"));

    assertThat(refused.problem().why()).contains("two of them are /dev/nvme0n1");
  }
}
