package dev.bootferry.images.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.tar.TarEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerPathTest {
  private static LayerPath of(String path) {
    return LayerPath.of(TarEntry.file(path, 0), "layer 1 of test");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "./a//b/, a/b",
    "/a/./b, a/b",
    "a/...b/.c, a/...b/.c",
    "./, ''",
    "., ''",
  })
  void leavesOutWhatMeansNothing(String entry, String path) {
    assertThat(of(entry)).isEqualTo(new LayerPath(path, LayerPath.Kind.ENTRY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "a/b/..", "../../x"})
  void leadsNowhereElse(String entry) {
    assertThatThrownBy(() -> of(entry))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("leads outside by '..'");
  }

  /** The last is one character of four bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\ude00"})
  void countsTheBytesOfAComponent(String character) {
    int bytes = character.getBytes(UTF_8).length;
    String longest = character.repeat(255 / bytes) + "y".repeat(255 % bytes);
    assertThat(of("a/" + longest + "/b").path()).contains(longest);
    for (String path : new String[] {longest + "y", "a/" + longest + "y/b", "a/y" + longest}) {
      assertThatThrownBy(() -> of(path))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("component longer than the 255 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdefg/", "\u00e9\u00e9\u00e9d/", "\u20ac\u20acc/"})
  void countsTheBytesOfAPath(String folder) {
    String parents = folder.repeat(4088 / 8); // eight bytes each
    assertThat(of(parents + "1234567").path()).hasSizeGreaterThan(1000);
    assertThatThrownBy(() -> of(parents + "12345678"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("longer than the 4095 bytes");
  }
}
