package dev.bootferry.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259), immutable. Objects keep the order of their members. */
public sealed interface JsonValue {
  /** Members in order. */
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Optional<JsonValue> get(String name) {
      return Optional.ofNullable(members.get(name)).filter(v -> !(v instanceof JsonNull));
    }

    /** The member when it is a string; empty when it is absent or anything else. */
    public Optional<String> string(String name) {
      return get(name)
          .flatMap(v -> v instanceof JsonString s ? Optional.of(s.value()) : Optional.empty());
    }

    /** The member when it is a whole number that fits in a long; otherwise empty. */
    public Optional<Long> number(String name) {
      return get(name).flatMap(v -> v instanceof JsonNumber n ? n.asLong() : Optional.empty());
    }

    public boolean isTrue(String name) {
      return get(name).filter(v -> v instanceof JsonBoolean b && b.value()).isPresent();
    }

    /** The member when it is an object; an empty object otherwise. */
    public JsonObject object(String name) {
      return get(name)
          .flatMap(v -> v instanceof JsonObject o ? Optional.of(o) : Optional.empty())
          .orElseGet(() -> new JsonObject(Map.of()));
    }

    /** The member's elements when it is an array; no elements otherwise. */
    public List<JsonValue> array(String name) {
      return get(name)
          .flatMap(v -> v instanceof JsonArray a ? Optional.of(a.elements()) : Optional.empty())
          .orElseGet(List::of);
    }

    /** The member's string values when it is an object; members of other types are left out. */
    public Map<String, String> strings(String name) {
      Map<String, String> result = new LinkedHashMap<>();
      object(name)
          .members()
          .forEach((key, value) -> {
            if (value instanceof JsonString s) {
              result.put(key, s.value());
            }
          });
      return Collections.unmodifiableMap(result);
    }
  }

  record JsonArray(List<JsonValue> elements) implements JsonValue {
    public JsonArray {
      elements = List.copyOf(elements);
    }
  }

  record JsonString(String value) implements JsonValue {}

  /** The number as it was written, so that nothing is lost on the way. */
  record JsonNumber(String literal) implements JsonValue {
    public Optional<Long> asLong() {
      try {
        return Optional.of(Long.parseLong(literal));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  record JsonBoolean(boolean value) implements JsonValue {}

  record JsonNull() implements JsonValue {}

  JsonNull NULL = new JsonNull();

  static JsonString of(String value) {
    return new JsonString(value);
  }

  static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  static JsonBoolean of(boolean value) {
    return new JsonBoolean(value);
  }

  static JsonArray of(List<? extends JsonValue> elements) {
    return new JsonArray(List.copyOf(elements));
  }

  /** An array of strings. */
  static JsonArray ofStrings(List<String> values) {
    List<JsonValue> elements = new ArrayList<>();
    values.forEach(v -> elements.add(of(v)));
    return new JsonArray(elements);
  }

  /** An object of string members, in the map's order. */
  static JsonObject ofStrings(Map<String, String> values) {
    ObjectBuilder builder = object();
    values.forEach(builder::put);
    return builder.build();
  }

  static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /** Builds an object member by member, in order. */
  final class ObjectBuilder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private ObjectBuilder() {}

    public ObjectBuilder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    public ObjectBuilder put(String name, String value) {
      return put(name, of(value));
    }

    public ObjectBuilder put(String name, long value) {
      return put(name, of(value));
    }

    public ObjectBuilder put(String name, boolean value) {
      return put(name, of(value));
    }

    /** An absent value becomes a JSON null. */
    public ObjectBuilder put(String name, Optional<String> value) {
      return put(name, value.<JsonValue>map(JsonValue::of).orElse(NULL));
    }

    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
