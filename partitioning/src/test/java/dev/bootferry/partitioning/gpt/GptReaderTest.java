package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.disk.MemoryDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GptReaderTest {
  private static final int SIZE = 8 << 20;
  private static final int LAST = SIZE - 512;

  private final MemoryDisk disk = new MemoryDisk(SIZE);

  @BeforeEach
  void writeTable() {
    GptWriter writer = new GptWriter(disk, Tables.small(512));
    writer.stage();
    writer.publish(new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "520, the primary table: the checksum of its header is wrong",
    "1030, the primary table: the checksum of its entries is wrong",
    "8388120, the backup table: the checksum of its header is wrong",
    "8371800, the backup table: the checksum of its entries is wrong",
    "450, there is no protective MBR"
  })
  void usesTheGoodCopyAndNamesTheDefect(int offset, String defect) {
    disk.write(offset, new byte[] {0x5A});

    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class,
            gpt -> {
              assertThat(gpt.defects()).containsExactly(defect);
              assertThat(gpt.partitions()).isEqualTo(Tables.small(512).partitions());
              assertThat(gpt.agreesWith(Tables.small(512))).isFalse();
            });
  }

  @Test
  void namesTheDefectOfABackupThatIsNotThere() {
    disk.write(LAST, new byte[512]);

    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class,
            gpt -> assertThat(gpt.defects()).containsExactly("the backup table: absent"));
  }

  @Test
  void saysThatBothCopiesAreDamaged() {
    disk.write(520, new byte[] {0x5A});
    disk.write(LAST + 8, new byte[] {0x5A});

    assertThat(GptReader.read(disk, 512).title())
        .isEqualTo("a damaged partition table (GPT: the checksum of its header is wrong)");
  }

  @Test
  void seesTwoCopiesThatDiffer() {
    GptTable other = Tables.table(Tables.small(512).geometry(), 3 << 20);
    GptEncoder encoder = new GptEncoder(other);
    disk.write(encoder.backupEntriesLba() * 512, encoder.entries());
    disk.write(LAST, encoder.backupHeader());

    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class,
            gpt -> assertThat(gpt.defects()).containsExactly("the two copies differ"));
  }

  @Test
  void findsATableOfTheOtherSectorSize() {
    assertThat(GptReader.read(disk, 4096)).isInstanceOf(FoundTable.Gpt.class);
  }

  @Test
  void neverFailsWhateverIsOnTheDisk() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      // Fields of the header are made wild and its checksum right again.
      byte[] header = new GptEncoder(Tables.small(512)).primaryHeader();
      ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      for (int change = 0; change < 3; change++) {
        int at = 8 + 4 * random.nextInt(21);
        fields.putInt(at, random.nextBoolean() ? random.nextInt() : random.nextInt(200));
      }
      fields.putInt(GptEncoder.HEADER_CRC_OFFSET, 0);
      int size = Math.clamp(fields.getInt(12), 92, 512);
      fields.putInt(GptEncoder.HEADER_CRC_OFFSET, GptEncoder.crc(header, size));
      MemoryDisk damaged = new MemoryDisk(1 << 17);
      damaged.write(512, header);
      byte[] noise = new byte[16384];
      random.nextBytes(noise);
      damaged.write(1024, noise);

      assertThat(GptReader.read(damaged, 512)).isNotNull();
    }
  }

  @Test
  void doesNotBelieveEntriesBehindTheDisk() {
    byte[] entries = new GptEncoder(Tables.small(512)).entries();
    ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN).putLong(40, 1L << 60);
    byte[] header = new GptEncoder(Tables.small(512)).primaryHeader();
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(88, GptEncoder.crc(entries, entries.length));
    fields.putInt(16, 0);
    fields.putInt(16, GptEncoder.crc(header, 92));
    disk.write(512, header);
    disk.write(1024, entries);

    assertThat(GptReader.read(disk, 512))
        .isInstanceOfSatisfying(
            FoundTable.Gpt.class,
            gpt ->
                assertThat(gpt.defects())
                    .containsExactly("the primary table: partition 1 ends behind the disk"));
  }

  @Test
  void readsTheOldKind() {
    MemoryDisk old = new MemoryDisk(SIZE);
    byte[] mbr = new byte[512];
    ByteBuffer fields = ByteBuffer.wrap(mbr).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(446, (byte) 0x80).put(450, (byte) 0x83).putInt(454, 2048).putInt(458, 4096);
    fields.put(510, (byte) 0x55).put(511, (byte) 0xAA);
    old.write(0, mbr);

    FoundTable found = GptReader.read(old, 512);

    assertThat(found.extents()).containsExactly(new Extent(1 << 20, 2 << 20));
    assertThat(found.title()).isEqualTo("an MBR partition table with 1 partition");
  }

  @Test
  void takesTheFirstSectorOfAFatVolumeForNoTable() {
    MemoryDisk fat = new MemoryDisk(SIZE);
    byte[] boot = new byte[512];
    byte[] text = "This is not a bootable disk.".repeat(4).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, boot, 420, 85);
    boot[510] = 0x55;
    boot[511] = (byte) 0xAA;
    fat.write(0, boot);

    assertThat(GptReader.read(fat, 512)).isInstanceOf(FoundTable.None.class);
  }

  @Test
  void distrustsAProtectiveMbrWithoutATable() {
    MemoryDisk half = new MemoryDisk(SIZE);
    half.write(0, new GptEncoder(Tables.small(512)).protectiveMbr(new byte[0]));

    assertThat(GptReader.read(half, 512).title()).contains("a protective MBR without a GPT");
  }

  @Test
  void findsNothingOnAnEmptyOrTinyDisk() {
    assertThat(GptReader.read(new MemoryDisk(SIZE), 512)).isInstanceOf(FoundTable.None.class);
    assertThat(GptReader.read(new MemoryDisk(100), 512)).isInstanceOf(FoundTable.None.class);
    assertThat(GptReader.read(new MemoryDisk(0), 4096)).isInstanceOf(FoundTable.None.class);
  }
}
