package dev.bootferry.images.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.QuadletUnit.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules are those of tini 1.3.0 and of bootc 1.16.9's boundimage.rs, its own tests among them.
 */
class QuadletUnitTest {
  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("[Container]\nImage=quay.io/a/b:1\n", "quay.io/a/b:1", 2),
        Arguments.of("[Container]\n  Image  =  quay.io/a/b:1  \n", "quay.io/a/b:1", 2),
        Arguments.of("[Container]\r\nImage=a\r\n", "a", 2),
        Arguments.of("\u00a0[Container]\u2003\n\u0085Image=a\u3000\n", "a", 2),
        Arguments.of("[Container]\nImage=a\nImage=b", "b", 3),
        Arguments.of("[Container]\nImage=a\n[Unit]\nX=1\n[Container]\nImage=b\n", "b", 6),
        Arguments.of("[Container]\nImage=a # the app\n", "a", 2),
        Arguments.of("[Container]\nImage=a;b\n", "a", 2),
        Arguments.of("[[Container]]\nImage=a\n", "a", 2),
        Arguments.of("# a\n; b\n\n[Container]\nImage=a=b\n", "a=b", 5),
        Arguments.of("[Container]\nImage=quay.io/%%a:%%%%1\n", "quay.io/%a:%%1", 2),
        Arguments.of("[Container]\nImage=\"a\"\n", "\"a\"", 2),
        Arguments.of("[Container]\nExec=x \\\n--y=z\nImage=a\n", "a", 4),
        Arguments.of("[Container]\nImage=a\nAuthFile=/x\nArch=arm64\n", "a", 2),
        Arguments.of("Stray=1\n[Container]\nImage=app.image\n", "app.image", 3));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void readsAsBootcDoes(String text, String image, int line) {
    assertThat(QuadletUnit.parse(text, "/u/app.container", Kind.CONTAINER))
        .isEqualTo(new QuadletUnit(Kind.CONTAINER, image, line));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("[Container]\nImage=a\nExec=x \\\n  more words\n", "line 4", "'='"),
        Arguments.of("[Container\nImage=a\n", "line 1", "section header"),
        Arguments.of("[Container] x=1\nImage=a\n", "line 1", "section header"),
        Arguments.of("[Container]\n=a\nImage=a\n", "line 2", "nothing before"),
        Arguments.of("[Container]\nImage=a%i\n", "line 2", "%i"),
        Arguments.of("[Container]\nImage=a%%%b\n", "line 2", "%b"),
        Arguments.of("[Container]\nImage=a%\n", "line 2", "at the end"),
        Arguments.of("[Container]\nImage=\n", "line 2", "empty"),
        Arguments.of("[Container]\nimage=a\n", "/u/app.container", "no key Image"),
        Arguments.of("[container]\nImage=a\n", "/u/app.container", "no key Image"),
        Arguments.of("[ Container ]\nImage=a\n", "/u/app.container", "no key Image"),
        Arguments.of("#[Container]\nImage=a\n", "/u/app.container", "no key Image"),
        Arguments.of("", "/u/app.container", "no key Image"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatBootcRefuses(String text, String where, String why) {
    assertThatThrownBy(() -> QuadletUnit.parse(text, "/u/app.container", Kind.CONTAINER))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ImagesProblem.BOUND_UNIT_INVALID);
              assertThat(e.problem().what()).contains("/u/app.container").contains(where);
              assertThat(e.problem().why()).contains(why);
            });
  }

  @Test
  void imageUnitsHaveTheirOwnSectionAndNoAuthFile() {
    assertThat(QuadletUnit.parse("[Image]\nImage=a\n", "x", Kind.IMAGE).image()).isEqualTo("a");
    assertThatThrownBy(() -> QuadletUnit.parse("[Container]\nImage=a\n", "x", Kind.IMAGE))
        .hasMessageContaining("no key Image");
    assertThatThrownBy(() -> QuadletUnit.parse("[Image]\nImage=a\nAuthFile=\n", "x", Kind.IMAGE))
        .hasMessageContaining("x, line 3")
        .hasMessageContaining("AuthFile");
  }

  @ParameterizedTest
  @CsvSource({
    "a.image,IMAGE",
    "a.b.container,CONTAINER",
    "..image,IMAGE",
    ".image,",
    "image,",
    "a.Image,",
    "a.image.,",
    "a.kube,"
  })
  void theNameOfTheLinkSaysTheKind(String name, Kind kind) {
    assertThat(Kind.ofName(name).orElse(null)).isEqualTo(kind);
  }
}
