package dev.bootferry.bootloader.efi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Programs in the shape of GRUB's, with nothing in them but a prefix. */
public final class GrubBinaries {
  private GrubBinaries() {}

  /** A PE file whose section {@code mods} holds some module and then this prefix. */
  public static byte[] withPrefix(String prefix) {
    ByteBuffer file = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x3C, 0x80);
    file.putShort(0x86, (short) 2);
    file.putShort(0x94, (short) 0x10);
    int table = 0x80 + 24 + 0x10;
    file.put(table, ".text".getBytes(StandardCharsets.US_ASCII));
    file.put(table + 40, "mods".getBytes(StandardCharsets.US_ASCII));
    file.putInt(table + 40 + 16, 0x100).putInt(table + 40 + 20, 0x200);
    file.putInt(0x200, 0x676D696D).putLong(0x208, 24).putLong(0x210, 0x80);
    file.putInt(0x218, 0).putInt(0x21C, 20);
    file.putInt(0x22C, 3).putInt(0x230, 24);
    file.put(0x234, prefix.getBytes(StandardCharsets.US_ASCII));
    return file.array();
  }
}
