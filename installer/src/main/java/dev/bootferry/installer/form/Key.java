package dev.bootferry.installer.form;

/**
 * A key of a table.
 *
 * @param description one sentence for the schema and the documentation, without its end
 */
public record Key(String name, Form form, boolean required, String description) {
  public static Key optional(String name, Form form, String description) {
    return new Key(name, form, false, description);
  }

  public static Key required(String name, Form form, String description) {
    return new Key(name, form, true, description);
  }
}
