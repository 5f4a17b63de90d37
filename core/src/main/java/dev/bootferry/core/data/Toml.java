package dev.bootferry.core.data;

import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * A TOML document as a plain value that knows on which line each of its keys stands.
 *
 * @param values dates and times become strings in their TOML spelling
 * @param lines line number by dotted key path, elements of lists as in {@code user[1].name}; lines
 *     count from 1, elements from 0
 */
public record Toml(JsonObject values, Map<String, Integer> lines) {
  public Toml {
    lines = Map.copyOf(lines);
  }

  /**
   * Reads a document.
   *
   * @param source the file's name, for errors
   * @throws dev.bootferry.core.problem.ProblemException {@code toml-invalid}, naming every error
   *     with its line and column
   */
  public static Toml read(String text, String source) {
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    TomlParseResult result = org.tomlj.Toml.parse(withoutMark);
    if (result.hasErrors()) {
      throw new Problem(
              CoreProblem.TOML_INVALID,
              "read " + source + " as TOML",
              result.errors().stream()
                  .map(e ->
                      "line "
                          + e.position().line()
                          + ", column "
                          + e.position().column()
                          + ": "
                          + e.getMessage())
                  .collect(Collectors.joining("; ")),
              "Mend the file at the places named.")
          .exception();
    }
    Map<String, Integer> lines = new LinkedHashMap<>();
    JsonObject values = table(result, "", lines);
    return new Toml(values, lines);
  }

  /** The line of a key, or 1 where it is not known. */
  public int line(String path) {
    return lines.getOrDefault(path, 1);
  }

  /** The line of a key or, where it is not there, of the innermost table around it. */
  public int lineAround(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, end(at)))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private static int end(String path) {
    return Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  }

  private static JsonObject table(TomlTable table, String prefix, Map<String, Integer> lines) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      String path = prefix.isEmpty() ? key : prefix + "." + key;
      var position = table.inputPositionOf(List.of(key));
      if (position != null) {
        lines.put(path, position.line());
      }
      Object value = table.get(List.of(key));
      if (value != null) {
        members.put(key, value(value, path, lines));
      }
    }
    return new JsonObject(members);
  }

  private static JsonValue value(Object value, String path, Map<String, Integer> lines) {
    return switch (value) {
      case TomlTable table -> table(table, path, lines);
      case TomlArray array -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          String element = path + "[" + i + "]";
          lines.put(element, array.inputPositionOf(i).line());
          elements.add(value(array.get(i), element, lines));
        }
        yield new JsonArray(elements);
      }
      case String string -> JsonValue.of(string);
      case Boolean bool -> JsonValue.of(bool);
      case Long number -> JsonValue.of(number);
      case Double number -> new JsonValue.JsonNumber(number.toString());
      default -> JsonValue.of(value.toString());
    };
  }
}
