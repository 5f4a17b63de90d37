package dev.bootferry.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ProblemCode;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.bundle.BundleVerifier;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.mirror.TestImage.Stored;
import dev.bootferry.mirror.compress.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorCreateTest {
  private static final String OS = "r.example/os:v1";
  private static final String APP = "r.example/app:v1";

  @TempDir Path folder;
  private final FakePlace place = new FakePlace();
  private final Stored app = TestImage.app(1).stored();
  private final String tool = "r.example/tool@" + TestImage.app(2).stored().digest();

  @AfterEach
  void everythingIsClosed() {
    assertThat(place.open()).isZero();
  }

  private Stored os() {
    return TestImage.base(3, 300_000)
        .binds("z-app", APP)
        .binds("tool", tool)
        .binds("again", APP)
        .stored();
  }

  private void fill() {
    place.with(OS, os()).with(APP, app).with(tool, TestImage.app(2).stored());
  }

  private static MirrorRequest request(Path output, int jobs, Compression compression) {
    return new MirrorRequest(
        SourceReference.parse("docker://" + OS),
        output,
        !output.toString().endsWith(".tar"),
        false,
        new Platform("linux", "amd64"),
        jobs,
        compression,
        false);
  }

  private MirrorResult create(MirrorRequest request) throws IOException {
    return new MirrorCreate(place, Progress.NONE).create(request);
  }

  private MirrorResult create(String name) throws IOException {
    return create(request(folder.resolve(name), 3, Compression.ZSTD));
  }

  private void fails(ProblemCode code, String... mentions) {
    assertThatThrownBy(() -> create("site.tar"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.getMessage()).contains(mentions);
            });
    assertThat(folder.resolve("site.tar")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"site.tar", "site"})
  void theSetIsWhatTheBaseBinds(String name) throws IOException {
    fill();
    MirrorResult result = create(name);
    assertThat(result.findings()).isEmpty();
    Path bundle = folder.resolve(name);
    assertThat(BundleVerifier.verify(bundle, 2, Progress.NONE).damages()).isEmpty();
    try (BundleSet set = BundleSet.open(bundle)) {
      assertThat(set.set().images()).extracting(SetImage::reference).containsExactly(OS, APP, tool);
      assertThat(set.set().images())
          .extracting(SetImage::resolved)
          .containsExactly(os().digest(), app.digest(), TestImage.app(2).stored().digest());
      assertThat(set.set()).isEqualTo(result.set());
    }
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @Test
  void theBytesDoNotDependOnTheNumberOfJobs() throws IOException {
    fill();
    create(request(folder.resolve("one.tar"), 1, Compression.ZSTD));
    create(request(folder.resolve("many.tar"), 8, Compression.ZSTD));
    assertThat(Files.mismatch(folder.resolve("one.tar"), folder.resolve("many.tar"))).isEqualTo(-1);
  }

  @Test
  void aBaseThatBindsNothingIsASetToo() throws IOException {
    place.with(OS, TestImage.base(1, 10).stored());
    assertThat(create("site.tar").set().bound()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void unpackedLayersAreCompressedAnew(Compression compression) throws IOException {
    Stored shared = TestImage.app(9).unpacked().stored();
    place
        .with(
            OS,
            TestImage.base(3, 10_000_000)
                .unpacked()
                .random("app", 9, 5000)
                .layer()
                .binds("app", APP)
                .stored())
        .with(APP, shared);
    MirrorResult one = create(request(folder.resolve("one.tar"), 1, compression));
    create(request(folder.resolve("two.tar"), 7, compression));
    assertThat(Files.mismatch(folder.resolve("one.tar"), folder.resolve("two.tar"))).isEqualTo(-1);
    assertThat(BundleVerifier.verify(folder.resolve("one.tar"), 2, Progress.NONE).damages())
        .isEmpty();
    create(request(folder.resolve("folder"), 2, compression));
    assertThat(BundleVerifier.verify(folder.resolve("folder"), 2, Progress.NONE).damages())
        .isEmpty();
    SetImage base = one.set().base();
    assertThat(base.manifest().layers())
        .extracting(l -> l.mediaType())
        .containsOnly(compression.mediaType());
    assertThat(base.pulledAs()).isPresent();
  }

  @Test
  void aDigestThatAStorageCannotHonourIsRefused() {
    place
        .with(OS, TestImage.base(1, 10).unpacked().binds("t", tool).stored())
        .with(tool, TestImage.app(5).unpacked().stored());
    fails(
        ImagesProblem.BOUND_DIGEST_LOST, tool, "/usr/share/containers/systemd/t.container, line 2");
  }

  @Test
  void aDigestThatAStorageStillHasIsKept() throws IOException {
    Stored kept = TestImage.app(5).unpacked().stored();
    String name = "r.example/kept@" + kept.digest();
    place.with(OS, TestImage.base(1, 10).unpacked().binds("t", name).stored()).with(name, kept);
    MirrorResult result = create("site.tar");
    assertThat(result.set().bound().getFirst().resolved()).isEqualTo(kept.digest());
    assertThat(result.set().base().manifest().layers().getFirst().mediaType())
        .isEqualTo(Compression.ZSTD.mediaType());
  }

  @Test
  void everyMissingImageIsToldOfAtOnce() {
    place.with(OS, os());
    fails(
        ImagesProblem.BOUND_IMAGES_MISSING,
        APP
            + " (/usr/share/containers/systemd/again.container, line 2;"
            + " /usr/share/containers/systemd/z-app.container, line 2)",
        tool);
  }

  @Test
  void everyReferenceThatIsNoneIsToldOfAtOnce() {
    place
        .with(APP, app)
        .with(
            OS,
            TestImage.base(3, 10)
                .binds("x", "What is this?")
                .binds("y", APP)
                .binds("z", "::/nonsense")
                .stored());
    fails(
        ImagesProblem.BOUND_UNIT_INVALID,
        "What is this? (/usr/share/containers/systemd/x.container, line 2)",
        "::/nonsense (/usr/share/containers/systemd/z.container, line 2)");
  }

  @Test
  void whatIsNoOperatingSystemIsRefused() {
    place.with(OS, TestImage.app(1).stored());
    fails(ImagesProblem.NOT_BOOTABLE, OS);
    assertThat(folder.toFile().list()).as("nothing was written").isEmpty();
  }

  @Test
  void twoKernelsAreRefused() {
    place.with(OS, TestImage.base(1, 10).file("usr/lib/modules/6.2/vmlinuz", "x").stored());
    fails(ImagesProblem.KERNEL_COUNT, "6.1.0", "6.2");
  }

  @Test
  void anotherArchitectureIsRefused() {
    place.with(OS, TestImage.base(1, 10).architecture("arm64").stored());
    fails(ImagesProblem.ARCHITECTURE_MISMATCH, "linux/arm64", "linux/amd64");
  }

  @Test
  void anEntryThatBootcRefusesIsRefused() {
    place.with(OS, TestImage.base(1, 10).file("usr/lib/bootc/bound-images.d/README", "").stored());
    fails(ImagesProblem.BOUND_ENTRY_INVALID, "/usr/lib/bootc/bound-images.d/README");
  }

  @Test
  void strictRefusesWhatWouldNotStart() throws IOException {
    String unit = TestImage.UNITS + "a.container";
    place
        .with(APP, app)
        .with(
            OS,
            TestImage.base(1, 10)
                .file(unit, "[Container]\nImage=" + APP + "\n")
                .link("usr/lib/bootc/bound-images.d/a.container", "/" + unit)
                .stored());
    assertThat(create("lenient.tar").findings()).hasSize(1);
    MirrorRequest lenient = request(folder.resolve("site.tar"), 2, Compression.ZSTD);
    MirrorRequest strict =
        new MirrorRequest(
            lenient.base(),
            lenient.output(),
            false,
            false,
            lenient.platform(),
            2,
            Compression.ZSTD,
            true);
    assertThatThrownBy(() -> create(strict)).hasMessageContaining("bound-not-usable");
    assertThat(folder.resolve("site.tar")).doesNotExist();
  }

  @Test
  void anExistingOutputIsNeverTouchedUnlessAsked() throws IOException {
    fill();
    Path output = folder.resolve("site.tar");
    Files.writeString(output, "precious");
    assertThatThrownBy(() -> create("site.tar"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CoreProblem.OUTPUT_EXISTS));
    assertThat(output).hasContent("precious");
    assertThat(place.requests()).isEmpty();
    MirrorRequest plain = request(output, 2, Compression.ZSTD);
    create(
        new MirrorRequest(
            plain.base(), output, false, true, plain.platform(), 2, Compression.ZSTD, false));
    assertThat(BundleVerifier.verify(output, 1, Progress.NONE).damages()).isEmpty();
  }

  @Test
  void aFolderIsReplacedOnlyByAFolderAndOnlyWhenItIsABundle() throws IOException {
    fill();
    Path output = Files.createDirectory(folder.resolve("site"));
    Files.writeString(output.resolve("letters"), "precious");
    MirrorRequest plain = request(output, 2, Compression.ZSTD);
    MirrorRequest overwrite =
        new MirrorRequest(
            plain.base(), output, true, true, plain.platform(), 2, Compression.ZSTD, false);
    assertThatThrownBy(() -> create(overwrite)).hasMessageContaining("output-exists");
    assertThat(output.resolve("letters")).hasContent("precious");
    Files.delete(output.resolve("letters"));
    Files.delete(output);
    create(overwrite);
    create(overwrite);
    assertThat(BundleVerifier.verify(output, 1, Progress.NONE).damages()).isEmpty();
    assertThat(folder.toFile().list()).containsExactly("site");
  }

  @Test
  void aStrangersFileBesideTheOutputIsLeftAlone() throws IOException {
    fill();
    Path stranger = Files.writeString(folder.resolve("site.tar.partial"), "precious");
    assertThatThrownBy(() -> create("site.tar"))
        .hasMessageContaining("output-exists")
        .hasMessageContaining("site.tar.partial");
    assertThat(stranger).hasContent("precious");
    assertThat(List.of(folder.toFile().list())).containsExactly("site.tar.partial");
  }
}
