package dev.bootferry.images.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.source.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What holds for a layout wherever it lies. */
abstract class LayoutSourceContract {
  abstract LayoutSource open(TinyLayout layout, Optional<String> ref) throws IOException;

  private LayoutSource open(TinyLayout layout) throws IOException {
    return open(layout, Optional.empty());
  }

  static Problem problem(ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    assertThat(e).as("a problem").isNotNull();
    return e.problem();
  }

  static byte[] content(ImageSource source, Descriptor descriptor, long offset) throws IOException {
    try (InputStream in = source.blob(descriptor, offset)) {
      return in.readAllBytes();
    }
  }

  @Test
  void readsTheOnlyImageWithoutAName() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor image = layout.image(MediaTypes.OCI_MANIFEST, "hello");
    try (LayoutSource source = open(layout.name(image, Map.of()))) {
      RawManifest top = source.top();
      assertThat(top.descriptor()).isEqualTo(image);
      Manifest manifest = Manifest.parse(top, source.name());
      Descriptor layer = manifest.layers().getFirst();
      assertThat(content(source, layer, 0)).asString().isEqualTo("hello");
      assertThat(content(source, layer, 2)).asString().isEqualTo("llo");
      assertThat(content(source, layer, 5)).isEmpty();
      assertThat(content(source, manifest.config(), 0)).asString().contains("hello");
      assertThat(source.layersUnpacked()).isFalse();
      assertThat(source.pulledAs()).isEmpty();
    }
  }

  @Test
  void choosesByNameOrPlace() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor one = layout.image(MediaTypes.OCI_MANIFEST, "one");
    Descriptor two = layout.image(MediaTypes.DOCKER_MANIFEST, "two");
    layout.name(one, "127.0.0.1:5000/os:v1").name(two, "127.0.0.1:5000/os:v2");
    assertThat(top(layout, "127.0.0.1:5000/os:v1").descriptor()).isEqualTo(one);
    assertThat(top(layout, "127.0.0.1:5000/os:v2").descriptor()).isEqualTo(two);
    assertThat(top(layout, "@1").descriptor()).isEqualTo(two);
    Problem several = problem(() -> open(layout));
    assertThat(several.code()).isEqualTo(ImagesProblem.REFERENCE_UNKNOWN);
    assertThat(several.why()).contains("2 images");
    assertThat(several.fix()).contains("127.0.0.1:5000/os:v1 (@0)", "127.0.0.1:5000/os:v2 (@1)");
    Problem unknown = problem(() -> open(layout, Optional.of("v3")));
    assertThat(unknown.code()).isEqualTo(ImagesProblem.REFERENCE_UNKNOWN);
    assertThat(unknown.why()).contains("'v3'");
    assertThat(unknown.fix()).contains("127.0.0.1:5000/os:v1");
    assertThat(problem(() -> open(layout, Optional.of("@2"))).code())
        .isEqualTo(ImagesProblem.REFERENCE_UNKNOWN);
  }

  @Test
  void refusesToGuessBetweenImagesOfOneName() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor one = layout.image(MediaTypes.OCI_MANIFEST, "one");
    Descriptor two = layout.image(MediaTypes.OCI_MANIFEST, "two");
    layout.name(one, "os").name(one, "os");
    assertThat(top(layout, "os").descriptor()).isEqualTo(one);
    layout.name(two, "os");
    assertThat(problem(() -> open(layout, Optional.of("os"))).why()).contains("3 different");
  }

  @Test
  void readsChildrenOfAnIndex() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor amd = layout.image(MediaTypes.OCI_MANIFEST, "amd64");
    Descriptor arm = layout.image(MediaTypes.OCI_MANIFEST, "arm64");
    Descriptor index =
        layout.index(
            TinyLayout.on(new Platform("linux", "amd64"), amd),
            TinyLayout.on(new Platform("linux", "arm64"), arm));
    layout.name(index, "os").remove(amd.digest());
    try (LayoutSource source = open(layout)) {
      ImageIndex top = ImageIndex.parse(source.top(), source.name());
      Descriptor child = top.forPlatform(new Platform("linux", "arm64")).orElseThrow();
      assertThat(source.manifest(child).digest()).isEqualTo(arm.digest());
      Descriptor absent = top.forPlatform(new Platform("linux", "amd64")).orElseThrow();
      Problem missing = problem(() -> source.manifest(absent));
      assertThat(missing.code()).isEqualTo(ImagesProblem.BLOB_MISSING);
      assertThat(missing.what()).contains(amd.digest().toString(), source.name());
      assertThat(problem(() -> source.blob(absent)).code()).isEqualTo(ImagesProblem.BLOB_MISSING);
    }
  }

  @Test
  void noticesChangedManifests() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor image = layout.image(MediaTypes.OCI_MANIFEST, "hello");
    String path = LayoutPaths.blob(image.digest());
    layout.name(image, "os").put(path, new byte[(int) image.size()]);
    try (LayoutSource source = open(layout)) {
      assertThat(problem(source::top).code()).isEqualTo(ImagesProblem.BLOB_DIGEST_MISMATCH);
    }
    layout.put(path, new byte[3]);
    try (LayoutSource source = open(layout)) {
      assertThat(problem(source::top).code()).isEqualTo(ImagesProblem.BLOB_SIZE_MISMATCH);
      assertThat(problem(() -> source.blob(image, 4)).code())
          .isEqualTo(ImagesProblem.BLOB_SIZE_MISMATCH);
    }
  }

  @Test
  void refusesManifestsWithoutEnd() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor huge = layout.blob(MediaTypes.OCI_MANIFEST, new byte[RawManifest.MAX_BYTES + 1]);
    try (LayoutSource source = open(layout.name(huge, "os"))) {
      assertThat(problem(source::top).code()).isEqualTo(ImagesProblem.MANIFEST_INVALID);
    }
  }

  @Test
  void givesOutWhatABundlesStandInStandsFor() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor docker = layout.image(MediaTypes.DOCKER_MANIFEST, "hello");
    Descriptor standIn = layout.image(MediaTypes.OCI_MANIFEST, "hello");
    Digest pulled = Digest.sha256(TinyLayout.bytes("elsewhere"));
    layout.name(
        standIn,
        Map.of(
            "dev.bootferry.resolved-digest",
            docker.digest().toString(),
            "dev.bootferry.pulled-as",
            pulled.toString()));
    try (LayoutSource source = open(layout)) {
      assertThat(source.top().descriptor()).isEqualTo(docker);
      assertThat(source.pulledAs()).contains(pulled);
    }
    try (LayoutSource source = open(layout.remove(docker.digest()))) {
      assertThat(source.top().descriptor()).isEqualTo(standIn);
    }
  }

  @Test
  void saysWhatElseItMayBe() {
    Problem empty = problem(() -> open(new TinyLayout()));
    assertThat(empty.fix()).contains("no image in it");
    Problem broken = problem(() -> open(new TinyLayout().put("index.json", new byte[] {'{'})));
    assertThat(broken.code().id()).isEqualTo("json-invalid");
  }

  private RawManifest top(TinyLayout layout, String ref) throws IOException {
    try (LayoutSource source = open(layout, Optional.of(ref))) {
      return source.top();
    }
  }
}
