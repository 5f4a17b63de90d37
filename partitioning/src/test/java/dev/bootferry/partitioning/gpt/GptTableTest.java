package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GptTableTest {
  private static final DiskGeometry GEOMETRY = DiskGeometry.ofBytes(8 << 20, 512);

  @ParameterizedTest
  @CsvSource({"512, 34, 16350", "4096, 6, 2042"})
  void leavesRoomForBothCopies(int sectorSize, long first, long last) {
    DiskGeometry geometry = DiskGeometry.ofBytes(8 << 20, sectorSize);

    assertThat(GptTable.firstUsableLba(geometry)).isEqualTo(first);
    assertThat(GptTable.lastUsableLba(geometry)).isEqualTo(last);
  }

  @Test
  void findsPartitionsAndTheirPlace() {
    GptTable table = Tables.small(4096);

    GptPartition root = table.find(PartitionType.ROOT_X86_64).orElseThrow();
    assertThat(table.extent(root)).isEqualTo(new Extent(2 << 20, 4 << 20));
    assertThat(table.find(PartitionType.BIOS_BOOT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // two over each other, in either order
    "1, 2048, 6143, 2, 4096, 8191, lies over",
    "1, 4096, 8191, 2, 2048, 4096, lies over",
    // outside of the usable sectors
    "1, 2048, 4095, 2, 4096, 16351, outside",
    // twice the same number; a number that the table does not have
    "1, 2048, 4095, 1, 4096, 8191, two partitions",
    "1, 2048, 4095, 129, 4096, 8191, two partitions"
  })
  void refusesWhatNoDiskCanHold(
      int number, String first, long last, int number2, long first2, long last2, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new GptTable(
                GEOMETRY,
                Tables.DISK,
                List.of(
                    linux(number, Tables.FIRST, Long.decode(first), last),
                    linux(number2, Tables.SECOND, first2, last2))))
        .withMessageContaining(why);
  }

  @Test
  void refusesIdentitiesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GptTable(GEOMETRY, Guid.ZERO, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new GptTable(
                GEOMETRY,
                Tables.DISK,
                List.of(linux(1, Tables.FIRST, 2048, 4095), linux(2, Tables.FIRST, 4096, 8191))));
  }

  @Test
  void refusesADiskWithoutRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new GptTable(DiskGeometry.ofBytes(67 * 512, 512), Tables.DISK, List.of()));
  }

  private static GptPartition linux(int number, Guid id, long first, long last) {
    return Tables.partition(number, PartitionType.LINUX_DATA, id, first, last, "");
  }
}
