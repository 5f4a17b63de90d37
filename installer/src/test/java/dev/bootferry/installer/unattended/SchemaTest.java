package dev.bootferry.installer.unattended;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.installer.form.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Editors and the reader know the same keys, as both come from one table of them. */
class SchemaTest {
  private static final Path DOCS = Path.of("").toAbsolutePath().resolve("../docs").normalize();

  @Test
  void theSchemaInTheDocumentationIsTheReaders() throws IOException {
    assertThat(Files.readString(DOCS.resolve("schema/install.schema.json")))
        .as("make it anew: bootferry config schema > docs/schema/install.schema.json")
        .isEqualTo(Json.pretty(ConfigForm.schema()) + "\n");
  }

  @Test
  void theExampleOfTheDocumentationIsRight() throws IOException {
    String page = Files.readString(DOCS.resolve("unattended.md"));
    int start = page.indexOf("```toml\n") + "```toml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    ConfigReading reading = ConfigReader.read(example, "example", new Nearby());
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.specification()).isPresent();
  }

  @Test
  void theDocumentationNamesEveryKey() throws IOException {
    String page = Files.readString(DOCS.resolve("unattended.md"));
    names(ConfigForm.FORM)
        .forEach(
            name -> assertThat(page).containsPattern("`(?:\\[{0,2}[a-z.-]*)?" + name + "[\\]`]"));
  }

  private static Stream<String> names(Form form) {
    return switch (form) {
      case Form.Table table ->
          table.keys().stream()
              .flatMap(key -> Stream.concat(Stream.of(key.name()), names(key.form())));
      case Form.ListOf list -> names(list.element());
      default -> Stream.empty();
    };
  }
}
