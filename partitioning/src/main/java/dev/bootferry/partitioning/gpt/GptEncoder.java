package dev.bootferry.partitioning.gpt;

import dev.bootferry.partitioning.disk.DiskGeometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The bytes of a table, as UEFI specification 2.10, sections 5.2.3 and 5.3, lays them out:
 *
 * <pre>
 * LBA 0            protective MBR
 * LBA 1            primary header
 * LBA 2            entries, 16 KiB
 *                  partitions
 * last - entries   entries again
 * last             backup header
 * </pre>
 */
public final class GptEncoder {
  /** Room for boot code in front of the fields of the MBR. */
  public static final int BOOT_CODE_SIZE = 440;

  static final long SIGNATURE = 0x5452415020494645L; // "EFI PART", little-endian
  static final int REVISION = 0x00010000;
  static final int HEADER_SIZE = 92;
  static final int HEADER_CRC_OFFSET = 16;
  static final int MBR_RECORD_OFFSET = 446;
  static final int MBR_SIGNATURE_OFFSET = 510;
  static final short MBR_SIGNATURE = (short) 0xAA55;
  static final byte MBR_TYPE_PROTECTIVE = (byte) 0xEE;

  /** The geometry that everybody pretends disks to have. */
  private static final int HEADS = 255;

  private static final int SECTORS_PER_TRACK = 63;

  private final GptTable table;
  private final DiskGeometry geometry;

  public GptEncoder(GptTable table) {
    this.table = table;
    this.geometry = table.geometry();
  }

  /**
   * The first sector, which keeps tools that know no GPT off the disk, and which BIOS starts.
   *
   * @param bootCode at most 440 bytes
   */
  public byte[] protectiveMbr(byte[] bootCode) {
    if (bootCode.length > BOOT_CODE_SIZE) {
      throw new IllegalArgumentException("boot code of " + bootCode.length + " bytes");
    }
    byte[] bytes = new byte[geometry.sectorSize()];
    ByteBuffer sector = littleEndian(bytes);
    sector.put(bootCode);
    sector.position(MBR_RECORD_OFFSET);
    sector.put((byte) 0); // Not active, says the specification.
    sector.put(new byte[] {0x00, 0x02, 0x00}); // CHS of LBA 1
    sector.put(MBR_TYPE_PROTECTIVE);
    sector.put(chs(geometry.lastLba()));
    sector.putInt(1);
    sector.putInt((int) Math.min(geometry.sectors() - 1, 0xFFFFFFFFL));
    sector.putShort(MBR_SIGNATURE_OFFSET, MBR_SIGNATURE);
    return bytes;
  }

  /** Cylinder, head and sector in three bytes, all ones where they cannot say it. */
  private static byte[] chs(long lba) {
    long cylinder = lba / (HEADS * SECTORS_PER_TRACK);
    if (cylinder > 1023) {
      return new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    }
    long head = lba / SECTORS_PER_TRACK % HEADS;
    long sector = lba % SECTORS_PER_TRACK + 1;
    return new byte[] {(byte) head, (byte) (sector | (cylinder >>> 2 & 0xC0)), (byte) cylinder};
  }

  public byte[] primaryHeader() {
    return header(1, geometry.lastLba(), 2);
  }

  public byte[] backupHeader() {
    return header(geometry.lastLba(), 1, backupEntriesLba());
  }

  /** Where the second copy of the entries begins. */
  public long backupEntriesLba() {
    return geometry.lastLba() - GptTable.entrySectors(geometry);
  }

  /** All entries, used or not; the same bytes in both places. */
  public byte[] entries() {
    int size = Math.toIntExact(geometry.offset(GptTable.entrySectors(geometry)));
    byte[] bytes = new byte[size];
    ByteBuffer entries = littleEndian(bytes);
    for (GptPartition partition : table.partitions()) {
      entries.position((partition.number() - 1) * GptTable.ENTRY_SIZE);
      partition.type().writeTo(entries);
      partition.id().writeTo(entries);
      entries.putLong(partition.firstLba());
      entries.putLong(partition.lastLba());
      entries.putLong(partition.attributes());
      entries.put(partition.name().getBytes(StandardCharsets.UTF_16LE));
    }
    return bytes;
  }

  private byte[] header(long ownLba, long otherLba, long entriesLba) {
    byte[] bytes = new byte[geometry.sectorSize()];
    ByteBuffer sector = littleEndian(bytes);
    sector.putLong(SIGNATURE);
    sector.putInt(REVISION);
    sector.putInt(HEADER_SIZE);
    sector.putInt(0); // The CRC of the header is computed with this field zero.
    sector.putInt(0);
    sector.putLong(ownLba);
    sector.putLong(otherLba);
    sector.putLong(GptTable.firstUsableLba(geometry));
    sector.putLong(GptTable.lastUsableLba(geometry));
    table.diskId().writeTo(sector);
    sector.putLong(entriesLba);
    sector.putInt(GptTable.ENTRY_COUNT);
    sector.putInt(GptTable.ENTRY_SIZE);
    sector.putInt(crc(entries(), GptTable.ENTRY_COUNT * GptTable.ENTRY_SIZE));
    sector.putInt(HEADER_CRC_OFFSET, crc(bytes, HEADER_SIZE));
    return bytes;
  }

  static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
