package dev.bootferry.installer.form;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonBoolean;
import dev.bootferry.core.data.JsonValue.JsonNumber;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.text.NearestName;
import java.util.List;
import java.util.stream.Collectors;

/** Compares a document with its form: unknown and missing keys, types, ranges. */
public final class FormCheck {
  private final Findings findings;

  private FormCheck(Findings findings) {
    this.findings = findings;
  }

  /**
   * Looks at every key. Afterwards {@link SoundTable} gives the values that are as they must be.
   *
   * @return the document's top
   */
  public static SoundTable check(JsonObject document, Form.Table form, Findings findings) {
    new FormCheck(findings).table(document, form, "");
    return new SoundTable(document, "", findings);
  }

  private void table(JsonObject table, Form.Table form, String path) {
    table.members().forEach((name, value) -> member(name, value, form, path));
    for (Key key : form.keys()) {
      if (key.required() && !table.members().containsKey(key.name())) {
        findings.add(SoundTable.join(path, key.name()), FormMessage.MISSING);
      }
    }
  }

  private void member(String name, JsonValue value, Form.Table form, String path) {
    String at = SoundTable.join(path, name);
    Key key = form.key(name).orElse(null);
    if (key != null) {
      value(value, key.form(), at);
      return;
    }
    List<String> known =
        form.keys().stream()
            .filter(k -> !(k.form() instanceof Form.Refused))
            .map(Key::name)
            .toList();
    NearestName.of(name, known)
        .ifPresentOrElse(
            near -> findings.add(at, FormMessage.UNKNOWN_NEAR, near),
            () -> findings.add(at, FormMessage.UNKNOWN, String.join(", ", known)));
  }

  private void value(JsonValue value, Form form, String at) {
    switch (form) {
      case Form.Refused refused -> findings.add(at, FormMessage.REFUSED, refused.why());
      case Form.Text text when value instanceof JsonString s -> text(s.value(), text, at);
      case Form.Choice choice when value instanceof JsonString s -> choice(s.value(), choice, at);
      case Form.Flag _ when value instanceof JsonBoolean -> {}
      case Form.WholeNumber range when value instanceof JsonNumber n && n.asLong().isPresent() ->
          range(n.asLong().get(), range, at);
      case Form.NumberChoice choice when value instanceof JsonNumber n -> number(n, choice, at);
      case Form.TextOrNumber either when value instanceof JsonString ->
          value(value, either.text(), at);
      case Form.TextOrNumber either when value instanceof JsonNumber n && n.asLong().isPresent() ->
          value(value, either.number(), at);
      case Form.ListOf list when value instanceof JsonArray array -> {
        for (int i = 0; i < array.elements().size(); i++) {
          value(array.elements().get(i), list.element(), at + "[" + i + "]");
        }
      }
      case Form.Table table when value instanceof JsonObject object -> table(object, table, at);
      default -> findings.add(at, FormMessage.WRONG_TYPE, form.words(), kind(value));
    }
  }

  private void text(String value, Form.Text form, String at) {
    if (form.pattern().isPresent() && !form.pattern().get().matcher(value).matches()) {
      if (form.quiet()) {
        findings.add(at, FormMessage.NOT_LIKE_QUIET, form.words());
      } else {
        findings.add(at, FormMessage.NOT_LIKE, form.words(), Findings.shown(value));
      }
    }
  }

  private void choice(String value, Form.Choice form, String at) {
    if (form.allowed().contains(value)) {
      return;
    }
    String allowed = String.join(", ", form.allowed());
    NearestName.of(value, form.allowed())
        .ifPresentOrElse(
            near ->
                findings.add(at, FormMessage.NOT_ONE_OF_NEAR, allowed, Findings.shown(value), near),
            () -> findings.add(at, FormMessage.NOT_ONE_OF, allowed, Findings.shown(value)));
  }

  private void range(long value, Form.WholeNumber form, String at) {
    if (value < form.least() || value > form.most()) {
      findings.add(at, FormMessage.OUT_OF_RANGE, form.least(), form.most(), value);
    }
  }

  private void number(JsonNumber value, Form.NumberChoice form, String at) {
    if (value.asLong().filter(form.allowed()::contains).isEmpty()) {
      String allowed =
          form.allowed().stream().map(String::valueOf).collect(Collectors.joining(", "));
      findings.add(at, FormMessage.NOT_ONE_OF, allowed, value.literal());
    }
  }

  private static String kind(JsonValue value) {
    return switch (value) {
      case JsonString _ -> "a string";
      case JsonNumber n -> n.asLong().isPresent() ? "a whole number" : "a fraction";
      case JsonBoolean _ -> "true or false";
      case JsonArray _ -> "a list";
      case JsonObject _ -> "a table";
      case JsonValue.JsonNull _ -> "nothing";
    };
  }
}
