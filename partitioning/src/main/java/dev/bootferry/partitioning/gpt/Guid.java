package dev.bootferry.partitioning.gpt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/**
 * A GUID as partition tables hold it: the first three groups little-endian, the last two as they
 * are read; UEFI specification 2.10, appendix A.
 */
public record Guid(UUID value) {
  public static final int BYTES = 16;

  /** Marks an entry that is not used. */
  public static final Guid ZERO = new Guid(new UUID(0, 0));

  /**
   * Reads the usual form of five groups, in either case.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static Guid parse(String text) {
    Guid guid = new Guid(UUID.fromString(text));
    if (!guid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not a GUID: " + text);
    }
    return guid;
  }

  /** Takes the next 16 bytes; the buffer's byte order does not matter and stays. */
  static Guid readFrom(ByteBuffer buffer) {
    ByteBuffer bytes = buffer.slice(buffer.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + BYTES);
    long most = Integer.toUnsignedLong(bytes.getInt()) << 32;
    most |= Short.toUnsignedLong(bytes.getShort()) << 16;
    most |= Short.toUnsignedLong(bytes.getShort());
    long least = bytes.order(ByteOrder.BIG_ENDIAN).getLong();
    return new Guid(new UUID(most, least));
  }

  /** Puts the next 16 bytes; the buffer's byte order does not matter and stays. */
  void writeTo(ByteBuffer buffer) {
    long most = value.getMostSignificantBits();
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt((int) (most >>> 32)).putShort((short) (most >>> 16)).putShort((short) most);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(value.getLeastSignificantBits());
    buffer.put(bytes.flip());
  }

  /** In upper case, as disk tools print it. */
  @Override
  public String toString() {
    return value.toString().toUpperCase(Locale.ROOT);
  }
}
