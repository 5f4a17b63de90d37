package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bootferry.partitioning.disk.DiskGeometry;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected bytes are written out by hand from the specification, field after field. */
class GptEncoderTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void headerIsExact() {
    byte[] header = new GptEncoder(Tables.small(512)).primaryHeader();

    assertThat(hex(header, 0, 16))
        .isEqualTo("4546492050415254" + "00000100" + "5c000000"); // signature, revision, size
    assertThat(hex(header, 20, 24)).isEqualTo("00000000");
    assertThat(hex(header, 24, 40)).isEqualTo("0100000000000000" + "ff3f000000000000");
    assertThat(hex(header, 40, 56)).isEqualTo("2200000000000000" + "de3f000000000000");
    assertThat(hex(header, 56, 72)).isEqualTo("67452301ab89efcd0123456789abcdef");
    assertThat(hex(header, 72, 88)).isEqualTo("0200000000000000" + "80000000" + "80000000");
    assertThat(hex(header, 92, 512)).matches("0*");
  }

  @Test
  void backupNamesItselfAndItsOwnEntries() {
    byte[] backup = new GptEncoder(Tables.small(512)).backupHeader();

    assertThat(hex(backup, 24, 40)).isEqualTo("ff3f000000000000" + "0100000000000000");
    assertThat(hex(backup, 72, 80)).isEqualTo("df3f000000000000"); // 32 sectors before
  }

  @Test
  void backupEntriesTakeFourLargeSectors() {
    GptEncoder encoder = new GptEncoder(Tables.small(4096));

    assertThat(encoder.entries()).hasSize(16384);
    assertThat(encoder.backupEntriesLba()).isEqualTo(2048 - 1 - 4);
    assertThat(encoder.primaryHeader()).hasSize(4096);
  }

  @Test
  void entryIsExact() {
    byte[] entries = new GptEncoder(Tables.small(512)).entries();

    assertThat(hex(entries, 0, 128))
        .isEqualTo(
            "28732ac11ff8d211ba4b00a0c93ec93b" // EFI system
                + "11111111222233334444555555555555"
                + "0008000000000000"
                + "ff0f000000000000"
                + "0000000000000000"
                + "4500460049002d00530059005300540045004d00" // EFI-SYSTEM in UTF-16LE
                + "0".repeat(104));
    assertThat(hex(entries, 256, 16384)).matches("0*");
  }

  @Test
  void anUnusedEntryBetweenStaysEmpty() {
    GptPartition third =
        Tables.partition(3, PartitionType.LINUX_DATA, Tables.FIRST, 2048, 4095, "x");
    GptTable table = new GptTable(DiskGeometry.ofBytes(8 << 20, 512), Tables.DISK, List.of(third));

    byte[] entries = new GptEncoder(table).entries();

    assertThat(hex(entries, 0, 256)).matches("0*");
    assertThat(hex(entries, 256, 272)).isEqualTo("af3dc60f838472478e793d69d8477de4");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void protectiveMbrCoversTheDisk(int sectorSize) {
    byte[] code = new byte[440];
    Arrays.fill(code, (byte) 0x90);

    byte[] mbr = new GptEncoder(Tables.small(sectorSize)).protectiveMbr(code);

    assertThat(mbr).hasSize(sectorSize);
    assertThat(hex(mbr, 0, 440)).isEqualTo("90".repeat(440));
    assertThat(hex(mbr, 440, 446)).isEqualTo("000000000000");
    // Sector 16383 is cylinder 1, head 5, sector 4; sector 2047 is 0, 32, 32.
    String end = sectorSize == 512 ? "050401" : "202000";
    String sectors = sectorSize == 512 ? "ff3f0000" : "ff070000";
    assertThat(hex(mbr, 446, 462)).isEqualTo("00000200" + "ee" + end + "01000000" + sectors);
    assertThat(hex(mbr, 462, 510)).matches("0*");
    assertThat(hex(mbr, 510, 512)).isEqualTo("55aa");
    assertThat(hex(mbr, 512, sectorSize)).matches("0*");
  }

  @Test
  void protectiveMbrOfALargeDiskSaysNoMoreThanItCan() {
    GptTable table = Tables.table(DiskGeometry.ofBytes(3L << 40, 512), 4 << 20);

    byte[] mbr = new GptEncoder(table).protectiveMbr(new byte[0]);

    assertThat(hex(mbr, 450, 462)).isEqualTo("ee" + "ffffff" + "01000000" + "ffffffff");
  }

  @Test
  void refusesBootCodeThatWouldCoverTheFields() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GptEncoder(Tables.small(512)).protectiveMbr(new byte[441]));
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HEX.formatHex(bytes, from, to);
  }
}
