package dev.bootferry.bootloader.efi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads from a GRUB for UEFI where it looks for its configuration. A signed one cannot be told, it
 * has its folder built in: the PE section {@code mods} holds typed objects, one of them the prefix
 * (GRUB's include/grub/kernel.h).
 */
final class GrubPrefix {
  private static final int PE_POINTER = 0x3C;
  private static final int PE_HEADER = 24;
  private static final int SECTION_HEADER = 40;
  private static final int MODULES_MAGIC = 0x676D696D;
  private static final int TYPE_PREFIX = 3;
  private static final int OBJECT_HEADER = 8;

  private GrubPrefix() {}

  /**
   * The built-in prefix, such as {@code /EFI/debian}.
   *
   * @return empty when this is not a GRUB, or it has no prefix and looks in its own folder
   */
  static Optional<String> of(byte[] image) {
    try {
      ByteBuffer file = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
      int pe = file.getInt(PE_POINTER);
      int sections = file.getShort(pe + 6) & 0xFFFF;
      int table = pe + PE_HEADER + (file.getShort(pe + 20) & 0xFFFF);
      for (int i = 0; i < sections; i++) {
        int header = table + i * SECTION_HEADER;
        if (text(file.slice(header, 8)).equals("mods")) {
          ByteBuffer content = file.slice(file.getInt(header + 20), file.getInt(header + 16));
          return prefix(content.order(ByteOrder.LITTLE_ENDIAN));
        }
      }
      return Optional.empty();
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> prefix(ByteBuffer modules) {
    if (modules.getInt(0) != MODULES_MAGIC) {
      return Optional.empty();
    }
    long end = Math.min(modules.getLong(16), modules.limit());
    int position = Math.toIntExact(Math.min(modules.getLong(8), modules.limit()));
    while (position + OBJECT_HEADER <= end) {
      int size = modules.getInt(position + 4);
      if (size < OBJECT_HEADER) {
        return Optional.empty();
      }
      if (modules.getInt(position) == TYPE_PREFIX) {
        return Optional.of(text(modules.slice(position + OBJECT_HEADER, size - OBJECT_HEADER)))
            .filter(prefix -> !prefix.isEmpty());
      }
      position = Math.addExact(position, size);
    }
    return Optional.empty();
  }

  /** Up to the first NUL. */
  private static String text(ByteBuffer bytes) {
    String all = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }
}
