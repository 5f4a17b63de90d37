package dev.bootferry.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.reference.SourceReference.ContainersStorage;
import dev.bootferry.images.reference.SourceReference.Docker;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReferenceTest {
  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void readsRegistries() {
    SourceReference source = SourceReference.parse("docker://127.0.0.1:5000/os:v1");
    assertThat(source).isEqualTo(new Docker(ImageName.parse("127.0.0.1:5000/os:v1")));
    assertThat(source.text()).isEqualTo("docker://127.0.0.1:5000/os:v1");
    assertThat(source.withoutTransport()).isEqualTo("127.0.0.1:5000/os:v1");
  }

  @Test
  void readsLayoutsAndArchives() {
    assertThat(SourceReference.parse("oci:/srv/images"))
        .isEqualTo(new OciLayout(Path.of("/srv/images"), Optional.empty()));
    assertThat(SourceReference.parse("oci:images:127.0.0.1:5000/os:v1"))
        .isEqualTo(new OciLayout(Path.of("images"), Optional.of("127.0.0.1:5000/os:v1")));
    assertThat(SourceReference.parse("oci:images:"))
        .isEqualTo(new OciLayout(Path.of("images"), Optional.empty()));
    SourceReference archive = SourceReference.parse("oci-archive:a.tar:os:v1");
    assertThat(archive).isEqualTo(new OciArchive(Path.of("a.tar"), Optional.of("os:v1")));
    assertThat(archive.text()).isEqualTo("oci-archive:a.tar:os:v1");
    assertThat(archive.withoutTransport()).isEqualTo("os:v1");
  }

  @Test
  void readsContainerStorage() {
    assertThat(SourceReference.parse("containers-storage:localhost/os:v1"))
        .isEqualTo(
            new ContainersStorage(
                Optional.empty(), Optional.of("localhost/os:v1"), Optional.empty()));
    assertThat(SourceReference.parse("containers-storage:os@sha256:" + HEX))
        .isEqualTo(
            new ContainersStorage(
                Optional.empty(), Optional.of("os@sha256:" + HEX), Optional.empty()));
    assertThat(SourceReference.parse("containers-storage:@" + HEX))
        .isEqualTo(new ContainersStorage(Optional.empty(), Optional.empty(), Optional.of(HEX)));
    assertThat(SourceReference.parse("containers-storage:os:v1@e3b0c4"))
        .isEqualTo(
            new ContainersStorage(Optional.empty(), Optional.of("os:v1"), Optional.of("e3b0c4")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "containers-storage:[overlay@/srv/storage+/run/storage]localhost/os:v1",
        "containers-storage:[overlay@/srv/storage+/run/storage:a=b,c=d]localhost/os:v1",
        "containers-storage:[/srv/storage]localhost/os:v1",
        "containers-storage:[vfs@/srv/storage]os@" + HEX,
        "containers-storage:localhost/os:v1",
        "docker://quay.io/example/os",
        "oci:images:os",
        "oci-archive:/srv/a.tar",
        "/srv/site.tar"
      })
  void writesWhatItRead(String text) {
    assertThat(SourceReference.parse(text).text()).isEqualTo(text);
    assertThat(SourceReference.parse(SourceReference.parse(text).text()))
        .isEqualTo(SourceReference.parse(text));
  }

  @Test
  void readsWhichStorage() {
    ContainersStorage source =
        (ContainersStorage)
            SourceReference.parse("containers-storage:[overlay@/srv/s+/run/s:a=b]os");
    assertThat(source.store())
        .contains(
            new StorageSpecifier(
                Optional.of("overlay"),
                Path.of("/srv/s"),
                Optional.of(Path.of("/run/s")),
                List.of("a=b")));
    assertThat(source.imageName().orElseThrow().canonical())
        .isEqualTo("docker.io/library/os:latest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/site",
        "/srv/a:b",
        "./site",
        "./docker:x",
        "../site",
        "site.tar",
        "a/b/site.tar",
        "site/",
        ".",
        ".."
      })
  void takesPathsForBundles(String text) {
    assertThat(SourceReference.parse(text)).isEqualTo(new Bundle(Path.of(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/example/os:v1|docker://quay.io/example/os:v1",
        "localhost/os:v1|containers-storage:localhost/os:v1",
        "site|./site",
        "docker:quay.io/os|docker:// quay.io/os",
        "docker:quay.io/os|docker://quay.io/os",
        "registry:quay.io/os|docker://quay.io/os",
        "https://quay.io/os|docker://quay.io/os",
        "docker-archive:x.tar:os|skopeo copy docker-archive:x.tar:os",
        "dir:/srv/x|skopeo copy dir:/srv/x",
        "oci:|oci:FOLDER[:REF]",
        "oci-archive::os|oci-archive:FILE[:REF]",
        "nonsense thing|oci-archive:FILE",
        "containers-storage:|podman images",
        "containers-storage:[overlay@/srv|Put ]",
        "containers-storage:[overlay@srv]os|[overlay@/var/lib",
        "containers-storage:[@/srv]os|[overlay@/var/lib",
        "containers-storage:os@xyz|--no-trunc",
        "docker://|quay.io/example/os:v1",
        "docker://quay.io/OS|'os'",
      })
  void refusesTheRestWithAdvice(String text, String advice) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> SourceReference.parse(text));
    assertThat(e).isNotNull();
    Problem problem = e.problem();
    assertThat(problem.code()).isEqualTo(ImagesProblem.REFERENCE_INVALID);
    assertThat(problem.fix()).contains(advice.replace(":// ", "://"));
  }

  @Test
  void refusesNothingAtAll() {
    assertThat(catchThrowableOfType(ProblemException.class, () -> SourceReference.parse("")))
        .isNotNull();
    assertThat(catchThrowableOfType(ProblemException.class, () -> SourceReference.parse("/a\0b")))
        .isNotNull();
  }
}
