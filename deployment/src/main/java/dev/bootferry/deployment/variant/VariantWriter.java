package dev.bootferry.deployment.variant;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Serialises values in GVariant's normal form: equal values give equal bytes. */
public final class VariantWriter {
  private VariantWriter() {}

  /**
   * Serialises one value.
   *
   * @throws IllegalArgumentException when the value is not of the type
   */
  public static byte[] write(String type, Variant value) {
    return write(VariantType.parse(type), value);
  }

  static int aligned(int position, int alignment) {
    return Math.ceilDiv(position, alignment) * alignment;
  }

  private static byte[] write(VariantType type, Variant value) {
    return switch (value) {
      case Variant.Text text when "sog".indexOf(type.kind()) >= 0 -> text(text.value());
      case Variant.Bytes bytes when type.signature().equals("ay") -> bytes.value();
      case Variant.Number8(byte number) when type.kind() == 'y' -> new byte[] {number};
      case Variant.Number16(short number) when type.fixedSize() == 2 && isBasic(type) ->
          ByteBuffer.allocate(2).putShort(number).array();
      case Variant.Number32(int number) when type.fixedSize() == 4 && isBasic(type) ->
          ByteBuffer.allocate(4).putInt(number).array();
      case Variant.Number64(long number) when type.fixedSize() == 8 && isBasic(type) ->
          ByteBuffer.allocate(8).putLong(number).array();
      case Variant.Flag(boolean flag) when type.kind() == 'b' -> new byte[] {(byte) (flag ? 1 : 0)};
      case Variant.Items items when type.kind() == 'a' ->
          array(type.parts().getFirst(), items.values());
      case Variant.Fields fields when type.kind() == '(' || type.kind() == '{' ->
          tuple(type, fields.values());
      case Variant.Boxed boxed when type.kind() == 'v' -> boxed(boxed);
      default -> throw new IllegalArgumentException("the value is not of type " + type.signature());
    };
  }

  private static boolean isBasic(VariantType type) {
    return type.parts().isEmpty();
  }

  private static byte[] text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL in a text");
    }
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] boxed(Variant.Boxed boxed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(write(boxed.type(), boxed.value()));
    out.write(0);
    out.writeBytes(boxed.type().getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static byte[] array(VariantType element, List<Variant> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (Variant value : values) {
      pad(out, element.alignment());
      out.writeBytes(write(element, value));
      ends.add(out.size());
    }
    if (element.fixedSize() == 0) {
      offsets(out, ends);
    }
    return out.toByteArray();
  }

  private static byte[] tuple(VariantType type, List<Variant> values) {
    List<VariantType> fields = type.parts();
    if (fields.size() != values.size()) {
      throw new IllegalArgumentException(values.size() + " fields for " + type.signature());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      pad(out, fields.get(i).alignment());
      out.writeBytes(write(fields.get(i), values.get(i)));
      if (fields.get(i).fixedSize() == 0 && i < fields.size() - 1) {
        ends.add(out.size());
      }
    }
    if (type.fixedSize() > 0) {
      pad(out, type.alignment());
    }
    offsets(out, ends.reversed());
    return out.toByteArray();
  }

  private static void pad(ByteArrayOutputStream out, int alignment) {
    while (out.size() % alignment != 0) {
      out.write(0);
    }
  }

  /** Framing offsets are little-endian, as wide as the whole container needs. */
  private static void offsets(ByteArrayOutputStream out, List<Integer> ends) {
    int width = offsetWidth(out.size(), ends.size());
    for (int end : ends) {
      for (int i = 0; i < width; i++) {
        out.write(end >>> (8 * i));
      }
    }
  }

  private static int offsetWidth(long content, long count) {
    if (content + count <= 0xff) {
      return 1;
    }
    return content + 2 * count <= 0xffff ? 2 : 4;
  }
}
