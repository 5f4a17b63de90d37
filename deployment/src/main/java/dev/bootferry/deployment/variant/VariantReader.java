package dev.bootferry.deployment.variant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads serialised values. The bytes may be damaged or hostile: every offset is checked against the
 * container it is in.
 */
public final class VariantReader {
  private VariantReader() {}

  /**
   * Reads one value that fills the bytes.
   *
   * @throws IllegalArgumentException when the bytes are no value of this type
   */
  public static Variant read(String type, byte[] bytes) {
    return read(VariantType.parse(type), ByteBuffer.wrap(bytes), 0);
  }

  private static Variant read(VariantType type, ByteBuffer in, int depth) {
    if (depth > 64) {
      throw new IllegalArgumentException("values nested too deeply");
    }
    if (type.fixedSize() > 0 && in.remaining() != type.fixedSize()) {
      throw new IllegalArgumentException(in.remaining() + " bytes for type " + type.signature());
    }
    return switch (type.kind()) {
      case 's', 'o', 'g' -> new Variant.Text(text(in));
      case 'y' -> new Variant.Number8(in.get(in.position()));
      case 'b' -> new Variant.Flag(in.get(in.position()) != 0);
      case 'n', 'q' -> new Variant.Number16(in.getShort(in.position()));
      case 'u', 'i', 'h' -> new Variant.Number32(in.getInt(in.position()));
      case 't', 'x', 'd' -> new Variant.Number64(in.getLong(in.position()));
      case 'v' -> boxed(in, depth);
      case 'a' ->
          type.signature().equals("ay") ? new Variant.Bytes(copy(in)) : array(type, in, depth);
      case '(', '{' -> tuple(type, in, depth);
      default -> throw new IllegalArgumentException("type " + type.signature());
    };
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = copy(in);
    if (bytes.length == 0 || bytes[bytes.length - 1] != 0) {
      throw new IllegalArgumentException("a text without its end");
    }
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
  }

  private static Variant boxed(ByteBuffer in, int depth) {
    int separator = in.limit() - 1;
    while (separator >= in.position() && in.get(separator) != 0) {
      separator--;
    }
    if (separator < in.position()) {
      throw new IllegalArgumentException("a boxed value without its type");
    }
    byte[] type = copy(in.slice(separator + 1, in.limit() - separator - 1));
    String signature = new String(type, StandardCharsets.US_ASCII);
    ByteBuffer value = in.slice(in.position(), separator - in.position());
    return new Variant.Boxed(signature, read(VariantType.parse(signature), value, depth + 1));
  }

  private static Variant array(VariantType type, ByteBuffer whole, int depth) {
    ByteBuffer in = whole.slice();
    VariantType element = type.parts().getFirst();
    List<Variant> values = new ArrayList<>();
    int size = in.limit();
    if (element.fixedSize() > 0) {
      if (size % element.fixedSize() != 0) {
        throw new IllegalArgumentException(size + " bytes for type " + type.signature());
      }
      for (int at = 0; at < size; at += element.fixedSize()) {
        values.add(read(element, in.slice(at, element.fixedSize()), depth + 1));
      }
      return new Variant.Items(values);
    }
    if (size == 0) {
      return new Variant.Items(values);
    }
    int width = offsetWidth(size);
    int table = offset(in, size - width, width, size - width);
    if ((size - table) % width != 0) {
      throw new IllegalArgumentException("a broken table of offsets");
    }
    int start = 0;
    for (int at = table; at < size; at += width) {
      start = VariantWriter.aligned(start, element.alignment());
      int end = offset(in, at, width, table);
      values.add(read(element, part(in, start, end), depth + 1));
      start = end;
    }
    return new Variant.Items(values);
  }

  private static Variant tuple(VariantType type, ByteBuffer whole, int depth) {
    ByteBuffer in = whole.slice();
    int size = in.limit();
    int width = offsetWidth(size);
    int table = size;
    int start = 0;
    List<Variant> values = new ArrayList<>();
    for (int i = 0; i < type.parts().size(); i++) {
      VariantType field = type.parts().get(i);
      start = VariantWriter.aligned(start, field.alignment());
      int end;
      if (field.fixedSize() > 0) {
        end = start + field.fixedSize();
      } else if (i == type.parts().size() - 1) {
        end = table;
      } else {
        table -= width;
        end = offset(in, table, width, table);
      }
      values.add(read(field, part(in, start, end), depth + 1));
      start = end;
    }
    return new Variant.Fields(values);
  }

  private static ByteBuffer part(ByteBuffer in, int start, int end) {
    if (start > end || end > in.limit()) {
      throw new IllegalArgumentException("an offset outside of its container");
    }
    return in.slice(start, end - start);
  }

  private static int offset(ByteBuffer in, int at, int width, int limit) {
    long offset = 0;
    for (int i = 0; i < width; i++) {
      if (at < 0 || at + i >= in.limit()) {
        throw new IllegalArgumentException("an offset outside of its container");
      }
      offset |= (in.get(at + i) & 0xffL) << (8 * i);
    }
    if (offset > limit) {
      throw new IllegalArgumentException("an offset outside of its container");
    }
    return (int) offset;
  }

  private static int offsetWidth(int size) {
    if (size <= 0xff) {
      return 1;
    }
    return size <= 0xffff ? 2 : 4;
  }

  private static byte[] copy(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(in.position(), bytes);
    return bytes;
  }
}
