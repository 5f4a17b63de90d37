package dev.bootferry.deployment.variant;

import java.util.List;
import java.util.Optional;

/** A GVariant value. Which type it is written as, the type string beside it says. */
public sealed interface Variant {
  /** Type {@code s}, {@code o} or {@code g}; holds no NUL. */
  record Text(String value) implements Variant {}

  /** Type {@code ay}. */
  record Bytes(byte[] value) implements Variant {
    public Bytes {
      value = value.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }
  }

  /** Type {@code y} alone. */
  record Number8(byte value) implements Variant {}

  /** Type {@code n} or {@code q}. */
  record Number16(short value) implements Variant {}

  /**
   * Type {@code u}, {@code i} or {@code h}, in network byte order: ostree stores its numbers so,
   * whatever the machine's order.
   */
  record Number32(int value) implements Variant {}

  /** Type {@code t} or {@code x}, in network byte order, or the bits of a {@code d}. */
  record Number64(long value) implements Variant {}

  /** Type {@code b}. */
  record Flag(boolean value) implements Variant {}

  /** An array. */
  record Items(List<Variant> values) implements Variant {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A tuple, or an entry of a dictionary. */
  record Fields(List<Variant> values) implements Variant {
    public Fields {
      values = List.copyOf(values);
    }

    public static Fields of(Variant... values) {
      return new Fields(List.of(values));
    }

    public Variant get(int index) {
      return values.get(index);
    }
  }

  /** Type {@code v}: a value together with its type. */
  record Boxed(String type, Variant value) implements Variant {}

  /** The value of a text. */
  default String text() {
    return switch (this) {
      case Text text -> text.value();
      case Boxed boxed -> boxed.value().text();
      default -> throw new IllegalArgumentException("not a text");
    };
  }

  /** The value of a byte array. */
  default byte[] bytes() {
    if (this instanceof Bytes bytes) {
      return bytes.value();
    }
    throw new IllegalArgumentException("not bytes");
  }

  /** The elements of an array, or the fields of a tuple. */
  default List<Variant> elements() {
    return switch (this) {
      case Items items -> items.values();
      case Fields fields -> fields.values();
      case Boxed boxed -> boxed.value().elements();
      default -> throw new IllegalArgumentException("not an array or tuple");
    };
  }

  /** What a dictionary {@code a{sv}} has under this key, without its box. */
  default Optional<Variant> member(String key) {
    for (Variant entry : elements()) {
      if (entry.elements().get(0).text().equals(key)) {
        Variant value = entry.elements().get(1);
        return Optional.of(value instanceof Boxed boxed ? boxed.value() : value);
      }
    }
    return Optional.empty();
  }
}
