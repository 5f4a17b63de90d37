package dev.bootferry.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  private static final String D =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest
  @CsvSource({
    "debian, docker.io/library/debian:latest",
    "debian:trixie, docker.io/library/debian:trixie",
    "docker.io/debian, docker.io/library/debian:latest",
    "index.docker.io/debian, docker.io/library/debian:latest",
    "example/os, docker.io/example/os:latest",
    "quay.io/example/os:v1, quay.io/example/os:v1",
    "localhost/os:v1, localhost/os:v1",
    "localhost:5000/os, localhost:5000/os:latest",
    "127.0.0.1:5000/os:v1, 127.0.0.1:5000/os:v1",
    "[::1]:5000/os:v1, [::1]:5000/os:v1",
    "Registry/os, Registry/os:latest",
    "a.b/c__d/e-f.g--h_i:X.y-Z_0, a.b/c__d/e-f.g--h_i:X.y-Z_0",
    "a/b/c/d, docker.io/a/b/c/d:latest",
    "quay.io/example/os@" + D + ", quay.io/example/os@" + D,
    "quay.io/example/os:v1@" + D + ", quay.io/example/os@" + D,
    "xn--bcher-kva.example/os, xn--bcher-kva.example/os:latest",
  })
  void completesAsPodmanDoes(String spelling, String canonical) {
    ImageName name = ImageName.parse(spelling);
    assertThat(name.canonical()).isEqualTo(canonical);
    assertThat(name.spelling()).isEqualTo(spelling);
    assertThat(name).hasToString(spelling);
    assertThat(ImageName.parse(canonical).canonical()).isEqualTo(canonical);
  }

  @Test
  void hasParts() {
    ImageName name = ImageName.parse("quay.io:443/example/os:v1@" + D);
    assertThat(name.registry()).isEqualTo("quay.io:443");
    assertThat(name.path()).isEqualTo("example/os");
    assertThat(name.repository()).isEqualTo("quay.io:443/example/os");
    assertThat(name.tag()).contains("v1");
    assertThat(name.digest()).contains(Digest.parse(D));
    assertThat(name.reference()).isEqualTo(D);
    assertThat(ImageName.parse("os@" + D).tag()).isEmpty();
    assertThat(ImageName.parse("os").tag()).contains("latest");
    assertThat(ImageName.parse("os").writtenTag()).isEmpty();
    assertThat(ImageName.parse("os:v1").at(Digest.parse(D)))
        .hasToString("docker.io/library/os@" + D);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "/",
        "/os",
        "os/",
        "os:",
        "os@",
        "os@sha256:12",
        "os:-v1",
        "os:v 1",
        "quay.io/",
        "quay.io//os",
        "quay.io/a/../b",
        "-a/b",
        "quay.io/os_",
        "quay.io/a___b",
        "quay.io/Ubuntu",
        "quay.io:x/os",
        "a b",
        "ö",
        "docker://quay.io/os",
        "oci:folder/x:y",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void refusesWhatIsNoName(String text) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> ImageName.parse(text));
    assertThat(e).isNotNull();
    assertThat(e.problem().code()).isEqualTo(ImagesProblem.REFERENCE_INVALID);
  }

  @Test
  void saysWhatToWrite() {
    assertThat(refusal("quay.io/Example/Os").fix()).contains("'example/os'");
    assertThat(refusal("docker://quay.io/os").fix()).contains("Leave the transport out");
    assertThat(refusal("os@sha256:12").why()).contains("sha256:12");
  }

  @Test
  void refusesEndlessNamesAtOnce() {
    String part = "a".repeat(200);
    assertThatThrownBy(() -> ImageName.parse(part + "/" + part))
        .isInstanceOf(ProblemException.class);
    assertThat(refusal("a-".repeat(500_000)).what()).hasSizeLessThan(300);
    assertThat(ImageName.parse("x/" + "a".repeat(253)).path()).hasSize(255);
  }

  private static dev.bootferry.core.problem.Problem refusal(String text) {
    return catchThrowableOfType(ProblemException.class, () -> ImageName.parse(text)).problem();
  }
}
