package dev.bootferry.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "path, path, 0",
    "path, pth, 1",
    "path, paths, 1",
    "path, bath, 1",
    "path, paht, 1",
    "'', abc, 3",
    "kitten, sitting, 3",
    "ca, abc, 3",
  })
  void countsSlips(String one, String other, int slips) {
    assertThat(NearestName.distance(one, other)).isEqualTo(slips);
    assertThat(NearestName.distance(other, one)).isEqualTo(slips);
  }

  @Test
  void proposesTheNearestAndNothingThatIsFar() {
    List<String> known = List.of("model", "mode", "min-size", "max-size");
    assertThat(NearestName.of("modle", known)).contains("model");
    assertThat(NearestName.of("mni-size", known)).contains("min-size");
    assertThat(NearestName.of("filesystem", known)).isEmpty();
    assertThat(NearestName.of("x", known)).isEmpty();
  }
}
