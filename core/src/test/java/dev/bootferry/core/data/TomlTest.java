package dev.bootferry.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlTest {
  private static final String TEXT =
      """
      version = 1
      [[user]]
      name = "a"
      [[user]]
      name = "b"
      ssh-keys = [
        "x",
        "y"]
      [layout.root]
      size = "1G"
      [layout]
      boot.size = "2G"
      var = { size = "3G",
        keep = true }
      """;

  @ParameterizedTest
  @CsvSource({
    "version, 1",
    "user, 2",
    "user[0].name, 3",
    "user[1], 4",
    "user[1].name, 5",
    "user[1].ssh-keys, 6",
    "user[1].ssh-keys[0], 7",
    "user[1].ssh-keys[1], 8",
    "layout.root, 9",
    "layout.root.size, 10",
    "layout.boot.size, 12",
    "layout.var.keep, 14",
  })
  void knowsTheLineOfEveryKeyAndElement(String path, int line) {
    assertThat(Toml.read(TEXT, "test").line(path)).isEqualTo(line);
  }

  @Test
  void aKeyThatIsNotThereBelongsToTheTableAroundIt() {
    Toml toml = Toml.read(TEXT, "test");
    assertThat(toml.lineAround("user[1].shell")).isEqualTo(4);
    assertThat(toml.lineAround("user[1].name")).isEqualTo(5);
    assertThat(toml.lineAround("layout.root.label")).isEqualTo(9);
    assertThat(toml.lineAround("disk")).isEqualTo(1);
  }
}
