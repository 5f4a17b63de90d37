package dev.bootferry.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OstreeRefEscapeTest {
  @ParameterizedTest
  @CsvSource({
    "docker://quay.io/org/os:latest, docker_3A__2F__2F_quay_2E_io/org/os_3A_latest",
    "sha256:ab, sha256_3A_ab",
    "foo, foo",
    "foo-bar, foo-bar",
    "foo_bar, foo__bar",
    "foo/bar, foo/bar",
    "foo/, foo_2F_",
    "/foo, _2F_foo",
    "foo//bar, foo/_2F_bar",
    "foo-/bar, foo-_2F_bar",
    "foo/bar/foo.oci, foo/bar/foo_2E_oci",
    "foo::__bar, foo_3A__3A_____bar",
    "ö€😀, _F6__20AC__1F600_",
    "oci:/srv/x:127.0.0.1:5000, oci_3A__2F_srv/x_3A_127_2E_0_2E_0_2E_1_3A_5000",
  })
  void isWhatOstreeMakes(String text, String ref) {
    assertThat(OstreeRefEscape.escape(text)).isEqualTo(ref);
    assertThat(OstreeRefEscape.unescape(ref)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "\ud800"})
  void refusesWhatHasNoRef(String text) {
    assertThatThrownBy(() -> OstreeRefEscape.escape(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "a_2F", "a.b", "_XYZ_", "_0_", "_D800_", "_110000_", "_+2F_"})
  void refusesWhatIsNotEscaped(String ref) {
    assertThatThrownBy(() -> OstreeRefEscape.unescape(ref))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesThereAndBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(20);
      for (int i = 0; i < length; i++) {
        int kind = random.nextInt(4);
        text.appendCodePoint(
            switch (kind) {
              case 0 -> "/_-.:@".charAt(random.nextInt(6));
              case 1 -> 0x10000 + random.nextInt(0x1000);
              case 2 -> 1 + random.nextInt(0x7f);
              default -> 'a' + random.nextInt(26);
            });
      }
      String escaped = OstreeRefEscape.escape(text.toString());
      assertThat(escaped).as("seed %d", seed).matches("[A-Za-z0-9_/-]+").doesNotContain("//");
      assertThat(escaped.startsWith("/") || escaped.endsWith("/")).as("seed %d", seed).isFalse();
      assertThat(OstreeRefEscape.unescape(escaped)).as("seed %d", seed).isEqualTo(text.toString());
    }
  }
}
