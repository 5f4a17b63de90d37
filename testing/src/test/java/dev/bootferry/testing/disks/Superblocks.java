package dev.bootferry.testing.disks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The beginnings of volumes whose own tools need device-mapper or md in the kernel. */
final class Superblocks {
  private static final int SECTOR = 512;

  private Superblocks() {}

  /** A physical volume of LVM2: its label, for the second sector of a disk of this size. */
  static byte[] lvm(long diskSize) {
    ByteBuffer label = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    label.put("LABELONE".getBytes(StandardCharsets.US_ASCII));
    label.putLong(1); // the sector that it lies in
    label.putInt(0); // the checksum, below
    label.putInt(32); // where the content begins
    label.put("LVM2 001".getBytes(StandardCharsets.US_ASCII));
    label.put("0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII));
    label.putLong(diskSize);
    label.putInt(16, lvmChecksum(label.array()));
    return label.array();
  }

  /** CRC-32 with a start of LVM's own and without the last inversion. */
  private static int lvmChecksum(byte[] sector) {
    int crc = 0xf597a6cf;
    for (int i = 20; i < SECTOR; i++) {
      crc ^= sector[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xEDB88320 : crc >>> 1;
      }
    }
    return crc;
  }

  /** A member of a RAID 1 with metadata of version 1.2, for 4096 bytes from the start. */
  static byte[] raid() {
    ByteBuffer block = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0xa92b4efc);
    block.putInt(1);
    block.position(16);
    block.putLong(0x1122334455667788L).putLong(0x1122334455667788L);
    block.put("site:0".getBytes(StandardCharsets.US_ASCII));
    block.putInt(72, 1); // the level
    block.putLong(80, 65536); // sectors used
    block.putInt(92, 2); // members
    block.putLong(128, 2048); // where the data begins
    block.putLong(136, 65536);
    block.putLong(144, 8); // its own place
    block.putInt(216, raidChecksum(block, 256));
    return block.array();
  }

  private static int raidChecksum(ByteBuffer block, int size) {
    long sum = 0;
    for (int i = 0; i < size; i += 4) {
      sum += Integer.toUnsignedLong(block.getInt(i));
    }
    return (int) ((sum & 0xFFFFFFFFL) + (sum >>> 32));
  }
}
