package dev.bootferry.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.reference.SignatureCheck.OstreeRemote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "ostree-unverified-registry:quay.io/o/os:v1, ostree-unverified-registry:quay.io/o/os:v1",
    "ostree-unverified-image:registry:quay.io/o/os, ostree-unverified-registry:quay.io/o/os",
    "ostree-unverified-image:docker://quay.io/o/os, ostree-unverified-registry:quay.io/o/os",
    "ostree-unverified-image:oci:/srv/os, ostree-unverified-image:oci:/srv/os",
    "ostree-unverified-image:oci:/srv/os:v1, ostree-unverified-image:oci:/srv/os:v1",
    "ostree-image-signed:registry:quay.io/o/os, ostree-image-signed:docker://quay.io/o/os",
    "ostree-image-signed:docker://quay.io/o/os, ostree-image-signed:docker://quay.io/o/os",
    "ostree-remote-registry:fedora:quay.io/o/os:v1,"
        + " ostree-remote-image:fedora:docker://quay.io/o/os:v1",
    "ostree-remote-image:fedora:oci-archive:/a, ostree-remote-image:fedora:oci-archive:/a",
    "ostree-unverified-image:containers-storage:os, ostree-unverified-image:containers-storage:os",
    "ostree-unverified-image:dir:/a, ostree-unverified-image:dir:/a",
  })
  void isWrittenCanonically(String text, String canonical) {
    TargetReference target = TargetReference.parse(text);
    assertThat(target).hasToString(canonical);
    assertThat(TargetReference.parse(canonical)).isEqualTo(target);
  }

  @Test
  void namesTheRefOfItsImage() {
    TargetReference target =
        TargetReference.parse("ostree-unverified-registry:quay.io/org/os:latest");
    assertThat(target).isEqualTo(TargetReference.registry("quay.io/org/os:latest"));
    assertThat(target.imageReference()).isEqualTo("docker://quay.io/org/os:latest");
    assertThat(target.imageRef())
        .isEqualTo("ostree/container/image/docker_3A__2F__2F_quay_2E_io/org/os_3A_latest");
    assertThat(TargetReference.parse("ostree-remote-registry:f:a/b").signature())
        .isEqualTo(new OstreeRemote("f"));
    assertThat(TargetTransport.of("docker")).contains(TargetTransport.REGISTRY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quay.io/o/os",
        "ostree-unverified-registry:",
        "ostree-unverified-image:quay.io/o/os",
        "ostree-unverified-image:docker:quay.io/o/os",
        "ostree-unverified-image:docker://",
        "ostree-unverified-image:nosuch:x",
        "ostree-remote-registry:quay",
        "ostree-remote-image::registry:x",
        "ostree-signed:registry:x",
        "ostree-unverified-registry:a\nunlocked=hotfix"
      })
  void refusesTheRest(String text) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> TargetReference.parse(text));
    assertThat(e).isNotNull();
    assertThat(e.problem().code()).isEqualTo(ImagesProblem.REFERENCE_INVALID);
  }
}
