package dev.bootferry.installer.form;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonBoolean;
import dev.bootferry.core.data.JsonValue.JsonNumber;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a file that {@link FormCheck} has looked at. It gives only values with which nothing
 * is wrong, so that one mistake is told once; what is asked for must be of the form's type.
 *
 * @param path dotted, of the table; empty for the whole file
 */
public record SoundTable(JsonObject values, String path, Findings findings) {
  /** A value of a list, with its own path. */
  public record Element(String path, JsonValue value) {
    /** When it is a string. */
    public Optional<String> text() {
      return value instanceof JsonString s ? Optional.of(s.value()) : Optional.empty();
    }

    /** When it is a whole number. */
    public Optional<Long> number() {
      return value instanceof JsonNumber n ? n.asLong() : Optional.empty();
    }
  }

  /** Whether the key is there, right or wrong. */
  public boolean has(String key) {
    return values.members().containsKey(key);
  }

  public String at(String key) {
    return join(path, key);
  }

  /** Says that something is wrong at a key of this table. */
  public void wrong(String key, Message message, Object... words) {
    findings.add(at(key), message, words);
  }

  /** Says that something is wrong with the table. */
  public void wrong(Message message, Object... words) {
    findings.add(path, message, words);
  }

  public Optional<String> text(String key) {
    return sound(key)
        .flatMap(v -> v instanceof JsonString s ? Optional.of(s.value()) : Optional.empty());
  }

  public Optional<Boolean> flag(String key) {
    return sound(key)
        .flatMap(v -> v instanceof JsonBoolean b ? Optional.of(b.value()) : Optional.empty());
  }

  public Optional<Long> number(String key) {
    return sound(key).flatMap(v -> v instanceof JsonNumber n ? n.asLong() : Optional.empty());
  }

  /** The elements with which nothing is wrong. */
  public List<Element> elements(String key) {
    List<Element> result = new ArrayList<>();
    if (sound(key).orElse(null) instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size(); i++) {
        String element = at(key) + "[" + i + "]";
        if (!findings.at(element)) {
          result.add(new Element(element, array.elements().get(i)));
        }
      }
    }
    return result;
  }

  /** The strings of a list. */
  public List<String> texts(String key) {
    return elements(key).stream().flatMap(e -> e.text().stream()).toList();
  }

  /** The table, or an empty one. */
  public SoundTable table(String key) {
    JsonObject table =
        sound(key).orElse(null) instanceof JsonObject object ? object : new JsonObject(Map.of());
    return new SoundTable(table, at(key), findings);
  }

  /** The tables of a list. */
  public List<SoundTable> tables(String key) {
    List<SoundTable> result = new ArrayList<>();
    for (Element element : elements(key)) {
      if (element.value() instanceof JsonObject object) {
        result.add(new SoundTable(object, element.path(), findings));
      }
    }
    return result;
  }

  private Optional<JsonValue> sound(String key) {
    return findings.at(at(key)) ? Optional.empty() : Optional.ofNullable(values.members().get(key));
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
