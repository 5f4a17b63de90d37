package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.cli.usecase.RegistryAccess;
import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.bundle.BundleDamage;
import dev.bootferry.images.bundle.BundleDamage.Kind;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.compress.Compression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorCommandsTest extends CommandLineTestCase {
  @Test
  void createPassesOnWhatWasAskedFor() {
    Run run =
        execute(
            "mirror create --base docker://quay.io/site/os:1 --platform linux/arm64 --jobs 3"
                + " --authfile auth.json --tls-verify=false --compression gzip --strict --force"
                + " out/site/");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(useCases.mirrorRequest)
        .isEqualTo(
            new MirrorRequest(
                SourceReference.parse("docker://quay.io/site/os:1"),
                Path.of("out/site"),
                true,
                true,
                new Platform("linux", "arm64"),
                3,
                Compression.GZIP,
                true));
    assertThat(useCases.registryAccess)
        .isEqualTo(new RegistryAccess(false, Optional.of(Path.of("auth.json"))));
  }

  @Test
  void createHasTheUsualDefaults() {
    assertThat(execute("mirror create --base docker://quay.io/site/os:1 site.tar").exit())
        .isEqualTo(ExitCode.DONE);
    assertThat(useCases.mirrorRequest)
        .isEqualTo(
            MirrorRequest.of(SourceReference.parse("docker://quay.io/site/os:1"), "site.tar"));
    assertThat(useCases.registryAccess).isEqualTo(new RegistryAccess(true, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "--tls-verify=false, false",
    "--tls-verify false, false",
    "--tls-verify=true, true",
    "--tls-verify, true"
  })
  void optionsAreSpeltAsSkopeoSpellsThem(String option, boolean verify) {
    Run run = execute("mirror create " + option + " --base=docker://quay.io/site/os:1 site.tar");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(useCases.registryAccess).isEqualTo(new RegistryAccess(verify, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "--base docker://quay.io/os:1 --jobs 0 x.tar; --jobs is at least 1, not 0",
        "--base docker://quay.io/os:1 --platform arm x.tar; not a platform such as linux/amd64",
        "--base ftp://quay.io/os:1 x.tar; Invalid value for option '--base'",
        "--base docker://quay.io/os:1 --compression bz2 x.tar; 'bz2' is none of zstd, gzip, none",
        "x.tar; Missing required option: '--base=IMAGE'",
      })
  void createRefusesWhatIsNoSense(String arguments, String because) {
    Run run = execute("mirror create " + arguments);
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(because);
    assertThat(useCases.mirrorRequest).isNull();
  }

  @Test
  void createSaysWhatItMadeAndWhatWouldNotStart() {
    useCases.findings =
        List.of(
            new UsabilityFinding(
                UsabilityFinding.Code.STORE_NOT_USED,
                "app.container",
                "/usr/share/containers/systemd/app.container",
                3,
                "the container does not look into the store",
                "Add a line."));
    Run run = execute("mirror create --base docker://quay.io/site/os:1 site.tar");
    assertThat(run.out())
        .isEqualTo(
            """
            site.tar: 3 images, 4 layers, 302.0 MiB
              id        sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
              base      quay.io/site/os:1
                        sha256:46f4b520ad7948d8f3e87cdeee0082d40a3dbac794ad03cac825d3fe1faa5e8f
              bound     quay.io/site/app:latest
                        sha256:139347e9da89644f0284c44c89ab52d22e32ba0033bf359a1a55aa9d0c663d1a
              bound     quay.io/site/tool:2
                        sha256:84e6922ef0296fe548a79c87106b92ec4e765760028f411763a77080a4127866
              warning   /usr/share/containers/systemd/app.container, line 3: the container does not look into the store [bound-store-not-used] Add a line.
            """);
  }

  @Test
  void inspectShowsTheSet() {
    Run run = execute("mirror inspect site.tar");
    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            site.tar
              id        sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
              platform  linux/amd64
              content   3 images, 4 layers, 302.0 MiB; 2.0 MiB saved by sharing between images

            base quay.io/site/os:1
              digest    sha256:46f4b520ad7948d8f3e87cdeee0082d40a3dbac794ad03cac825d3fe1faa5e8f
              config    sha256:0a23cee9bf66eee8f17e16f331bc27aa59c8e2b694015399c84a62c4e17b7105
              version   1
              created   2026-01-02T03:04:05Z
              layers    2, 302.0 MiB; 2.0 MiB shared with quay.io/site/app:latest
                sha256:840a8dcfeae95966a870b0b5257997ce94cbc19dd979409d1671d2e93a9e0de6   300.0 MiB
                sha256:a4d26868017c0ccffe2efe50944ef4211834660cca834c6e9f86dec6a88246fa     2.0 MiB  shared

            bound quay.io/site/app:latest
              digest    sha256:139347e9da89644f0284c44c89ab52d22e32ba0033bf359a1a55aa9d0c663d1a
              config    sha256:e1e66dad45126a4631727398a1172866df72440ac826e87d70787a1739c534a9
              version   latest
              created   2026-01-02T03:04:05Z
              layers    2, 2.0 MiB; 2.0 MiB shared with quay.io/site/os:1
                sha256:a4d26868017c0ccffe2efe50944ef4211834660cca834c6e9f86dec6a88246fa     2.0 MiB  shared
                sha256:a172cedcae47474b615c54d510a5d84a8dea3032e958587430b413538be3f333     4.0 KiB

            bound quay.io/site/tool:2
              digest    sha256:84e6922ef0296fe548a79c87106b92ec4e765760028f411763a77080a4127866
              config    sha256:8ae22f1eaa9ba7a25c8ba5279509047bcc8ab546e6e8fe563fc9ba99c8ae55e9
              version   2
              created   2026-01-02T03:04:05Z
              layers    1, 100 B
                sha256:7c9bbe5ec9b3fb774e8fa0f54247e93c34ddf8e5d16fe3073420de0ae81a262d       100 B
            """);
  }

  @Test
  void inspectGivesOneDocument() {
    JsonObject document = json(execute("mirror inspect --json site.tar").out());
    assertThat(document.string("bundle")).contains("site.tar");
    assertThat(document.number("savedBySharing")).contains(2L << 20);
    JsonObject base = (JsonObject) document.array("images").getFirst();
    assertThat(base.string("role")).contains("base");
    assertThat(base.object("platform").string("architecture")).contains("amd64");
    assertThat(base.array("layers")).hasSize(2);
  }

  @Test
  void verifySaysThatAllIsWell() {
    Run run = execute("mirror verify site.tar");
    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("site.tar is sound: 2 images, 5 blobs, 3.0 MiB hashed\n");
    assertThat(run.err()).startsWith("hashing: 3.0 MiB\nhashing: 3.0 MiB in ");
    assertThat(execute("mirror verify --progress none site.tar").err()).isEmpty();
  }

  @Test
  void verifyNamesEveryDamage() {
    useCases.verified = damaged();
    Run run = execute("mirror verify --progress none site.tar");
    assertThat(run.exit()).isEqualTo(ExitCode.DAMAGED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            bootferry: could not verify bundle site.tar
              because: it is damaged in 2 places
                blobs/sha256/ab (layer 1 of base image os) has another digest
                index.json is cut off
              fix: Copy the bundle again from where it was whole, or make it again from its source.
              [blob-digest-mismatch]
            """);
  }

  @Test
  void verifyReportsDamageAsOneDocument() {
    useCases.verified = damaged();
    Run run = execute("mirror verify --progress none --json site.tar");
    assertThat(run.exit()).isEqualTo(ExitCode.DAMAGED);
    JsonObject document = json(run.out());
    assertThat(document.isTrue("sound")).isFalse();
    assertThat(document.array("damages")).hasSize(2);
    assertThat(document.object("error").string("code")).contains("blob-digest-mismatch");
  }

  private static VerifyReport damaged() {
    return new VerifyReport(
        "site.tar",
        Digest.sha256(new byte[0]),
        List.of("os"),
        5,
        100,
        List.of(
            new BundleDamage(
                Kind.CONTENT,
                "blobs/sha256/ab",
                List.of("layer 1 of base image os"),
                "has another digest"),
            new BundleDamage(Kind.STRUCTURE, "index.json", List.of(), "is cut off")));
  }

  private static JsonObject json(String text) {
    return Json.readObject(text.getBytes(StandardCharsets.UTF_8), "the program's output");
  }
}
