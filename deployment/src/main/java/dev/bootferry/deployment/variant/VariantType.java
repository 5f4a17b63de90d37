package dev.bootferry.deployment.variant;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed type string.
 *
 * @param signature as in {@code a{sv}}
 * @param alignment of a serialised value: 1, 4 or 8
 * @param fixedSize bytes that every value takes; 0 when it varies
 * @param parts element type of an array, or field types of a tuple or dictionary entry
 */
record VariantType(String signature, int alignment, int fixedSize, List<VariantType> parts) {
  /** Deeper types are never legitimate in what we read, and would cost stack. */
  private static final int MAX_DEPTH = 32;

  VariantType {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException when it is no type, or one that ostree does not use
   */
  static VariantType parse(String signature) {
    Parser parser = new Parser(signature);
    VariantType type = parser.next(0);
    if (parser.at != signature.length()) {
      throw new IllegalArgumentException("not one type: " + signature);
    }
    return type;
  }

  char kind() {
    return signature.charAt(0);
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    VariantType next(int depth) {
      if (at >= text.length() || depth > MAX_DEPTH) {
        throw new IllegalArgumentException("not a type: " + text);
      }
      int start = at;
      char kind = text.charAt(at++);
      return switch (kind) {
        case 's', 'o', 'g' -> basic(kind, 1, 0);
        case 'y', 'b' -> basic(kind, 1, 1);
        case 'n', 'q' -> basic(kind, 2, 2);
        case 'u', 'i', 'h' -> basic(kind, 4, 4);
        case 't', 'x', 'd' -> basic(kind, 8, 8);
        case 'v' -> new VariantType("v", 8, 0, List.of());
        case 'a' -> {
          VariantType element = next(depth + 1);
          yield new VariantType(
              text.substring(start, at), element.alignment(), 0, List.of(element));
        }
        case '(' -> tuple(start, ')', depth);
        case '{' -> tuple(start, '}', depth);
        default -> throw new IllegalArgumentException("type " + kind + " in " + text);
      };
    }

    private static VariantType basic(char kind, int alignment, int size) {
      return new VariantType(String.valueOf(kind), alignment, size, List.of());
    }

    private VariantType tuple(int start, char end, int depth) {
      List<VariantType> fields = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != end) {
        fields.add(next(depth + 1));
      }
      if (at >= text.length() || fields.isEmpty()) {
        throw new IllegalArgumentException("not a type: " + text);
      }
      at++;
      int alignment = fields.stream().mapToInt(VariantType::alignment).max().orElse(1);
      return new VariantType(
          text.substring(start, at), alignment, sizeOf(fields, alignment), fields);
    }

    private static int sizeOf(List<VariantType> fields, int alignment) {
      int size = 0;
      for (VariantType field : fields) {
        if (field.fixedSize() == 0) {
          return 0;
        }
        size = VariantWriter.aligned(size, field.alignment()) + field.fixedSize();
      }
      return VariantWriter.aligned(size, alignment);
    }
  }
}
