package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.testing.TinyImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every registry: the double has to answer as the real one does. */
abstract class RegistryContract {
  private static final TinyImage ONE = TinyImage.oci("one", 200_000);
  private static final TinyImage TWO = TinyImage.docker("two", 1000);
  private static final TinyImage BOTH = TinyImage.index("both");

  private RegistryClient client = new RegistryClient(RegistryOptions.standard(), Progress.NONE);

  /** Host and port. */
  abstract String host();

  abstract void publish(String repository, String tag, TinyImage image) throws IOException;

  abstract RegistryOptions options();

  @BeforeEach
  void publish() throws IOException {
    client.close();
    client = new RegistryClient(options(), Progress.NONE);
    publish("some/os", "v1", ONE);
    publish("some/os", "v2", TWO);
    publish("some/os", "both", BOTH);
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private ImageSource source(String below) {
    return client.source(ImageName.parse(host() + "/some/os" + below));
  }

  private static Problem problem(ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    assertThat(e).as("a problem").isNotNull();
    return e.problem();
  }

  private static byte[] content(ImageSource source, Descriptor descriptor, long offset)
      throws IOException {
    try (InputStream in = source.blob(descriptor, offset)) {
      return in.readAllBytes();
    }
  }

  @Test
  void givesTheExactBytesOfManifests() throws IOException {
    assertThat(source(":v1").top()).isEqualTo(ONE.top());
    assertThat(source(":v2").top()).isEqualTo(TWO.top());
    assertThat(source(":v2").top().mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(source("@" + ONE.top().digest()).top()).isEqualTo(ONE.top());
    assertThat(source(":v2@" + ONE.top().digest()).top()).isEqualTo(ONE.top());
    assertThat(source(":v1").name()).isEqualTo("docker://" + host() + "/some/os:v1");
  }

  @Test
  void givesAnIndexAndItsChildren() throws IOException {
    ImageSource source = source(":both");
    RawManifest top = source.top();
    assertThat(top).isEqualTo(BOTH.top());
    ImageIndex index = ImageIndex.parse(top, source.name());
    Descriptor child = index.forPlatform(new Platform("linux", "arm64")).orElseThrow();
    assertThat(source.manifest(child)).isEqualTo(BOTH.documents().get(1));
  }

  @Test
  void givesBlobsFromAnyOffset() throws IOException {
    ImageSource source = source(":v1");
    Manifest manifest = Manifest.parse(source.top(), source.name());
    Descriptor layer = manifest.layers().getFirst();
    byte[] whole = content(source, layer, 0);
    assertThat(Digest.sha256(whole)).isEqualTo(layer.digest());
    for (long offset : new long[] {1, 100_000, layer.size() - 1, layer.size()}) {
      assertThat(content(source, layer, offset))
          .isEqualTo(Arrays.copyOfRange(whole, (int) offset, whole.length));
    }
    assertThat(Digest.sha256(content(source, manifest.config(), 0)))
        .isEqualTo(manifest.config().digest());
  }

  @Test
  void tellsWhatIsNotThere() {
    Problem tag = problem(() -> source(":v3").top());
    assertThat(tag.code()).isEqualTo(ImagesProblem.REFERENCE_UNKNOWN);
    assertThat(tag.what()).contains("v3", host() + "/some/os");
    assertThat(tag.why()).contains("404", "MANIFEST_UNKNOWN");
    Digest none = Digest.sha256(new byte[1]);
    Descriptor missing = new Descriptor(MediaTypes.OCI_MANIFEST, none, 1);
    assertThat(problem(() -> source("@" + none).top()).code())
        .isEqualTo(ImagesProblem.REFERENCE_UNKNOWN);
    assertThat(problem(() -> source(":v1").manifest(missing)).code())
        .isEqualTo(ImagesProblem.BLOB_MISSING);
    Problem blob = problem(() -> source(":v1").blob(missing));
    assertThat(blob.code()).isEqualTo(ImagesProblem.BLOB_MISSING);
    assertThat(blob.what()).contains(none.toString(), host() + "/some/os");
  }

  @Test
  void servesManyAtOnce() throws Exception {
    ImageSource source = source(":v1");
    Map<Digest, byte[]> blobs = ONE.blobs();
    List<Future<Digest>> results = new ArrayList<>();
    List<Digest> expected = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int round = 0; round < 10; round++) {
        blobs.forEach((digest, bytes) -> {
          expected.add(digest);
          Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, digest, bytes.length);
          results.add(threads.submit(() -> Digest.sha256(content(source, blob, 0))));
        });
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(expected.get(i));
      }
    }
  }
}
