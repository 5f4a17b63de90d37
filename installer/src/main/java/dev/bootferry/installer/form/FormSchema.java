package dev.bootferry.installer.form;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.ObjectBuilder;
import java.util.List;

/** A form as JSON Schema (draft 2020-12), for editors. */
public final class FormSchema {
  private FormSchema() {}

  /** The schema of a whole document. */
  public static JsonObject of(Form.Table form, String id, String title, String description) {
    ObjectBuilder schema =
        JsonValue.object()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", id)
            .put("title", title)
            .put("description", description);
    return table(schema, form).build();
  }

  private static ObjectBuilder table(ObjectBuilder schema, Form.Table form) {
    ObjectBuilder properties = JsonValue.object();
    for (Key key : form.keys()) {
      properties.put(
          key.name(),
          of(JsonValue.object().put("description", key.description() + "."), key.form()).build());
    }
    schema.put("type", "object").put("properties", properties.build());
    List<String> required = form.keys().stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", JsonValue.ofStrings(required));
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectBuilder of(ObjectBuilder schema, Form form) {
    return switch (form) {
      case Form.Text text -> {
        schema.put("type", "string");
        text.pattern().ifPresent(pattern -> schema.put("pattern", "^(?:" + pattern + ")$"));
        yield schema;
      }
      case Form.Choice choice ->
          schema.put("type", "string").put("enum", JsonValue.ofStrings(choice.allowed()));
      case Form.Flag _ -> schema.put("type", "boolean");
      case Form.WholeNumber range ->
          schema.put("type", "integer").put("minimum", range.least()).put("maximum", range.most());
      case Form.NumberChoice choice ->
          schema
              .put("type", "integer")
              .put("enum", JsonValue.of(choice.allowed().stream().map(JsonValue::of).toList()));
      case Form.TextOrNumber either ->
          schema.put(
              "anyOf",
              JsonValue.of(
                  List.of(
                      of(JsonValue.object(), either.text()).build(),
                      of(JsonValue.object(), either.number()).build())));
      case Form.ListOf list ->
          schema.put("type", "array").put("items", of(JsonValue.object(), list.element()).build());
      case Form.Table table -> table(schema, table);
      case Form.Refused _ -> schema.put("not", JsonValue.object().build());
    };
  }
}
