package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.testing.Misfortune;
import dev.bootferry.registry.testing.Misfortune.Answer;
import dev.bootferry.registry.testing.RegistryDouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MisfortuneTest extends ClientTest {
  MisfortuneTest() throws IOException {}

  private static final int FULL = (int) layer().size();

  private static byte[] whole() {
    return IMAGE.blobs().getOrDefault(layer().digest(), new byte[0]);
  }

  @Test
  void goesOnWhereATransferWasCut() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.CutAfter(1_500_000));
    registry.on("/blobs/", 1, new Misfortune.CutAfter(1000));
    assertThat(content(source(), layer(), 0)).isEqualTo(whole());
    assertThat(registry.ranges()).containsExactly("bytes=1500000-", "bytes=1501000-");
    assertThat(pauses).hasSize(2);
    assertThat(notes.getFirst())
        .contains(layer().digest().toString(), registry.host(), "trying again", "1 of 3");
  }

  @Test
  void goesOnFromAnOffset() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.CutAfter(10));
    byte[] end = Arrays.copyOfRange(whole(), 77, FULL);
    assertThat(content(source(), layer(), 77)).isEqualTo(end);
    assertThat(registry.ranges()).containsExactly("bytes=77-", "bytes=87-");
  }

  @Test
  void givesUpWhenNothingMovesOn() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.CutAfter(5000));
    registry.on("/blobs/", 99, new Misfortune.CutAfter(1));
    ImageSource source = source();
    Problem problem = problem(() -> content(source, layer(), 0));
    assertThat(problem.code()).isEqualTo(RegistryProblem.TRANSFER_CUT);
    assertThat(problem.what())
        .contains(layer().digest().toString(), registry.host() + "/" + REPOSITORY);
    assertThat(pauses).hasSize(3);
  }

  @Test
  void bearsAnyNumberOfCutsThatMoveOn() throws IOException {
    registry.on("/blobs/", 99, new Misfortune.CutAfter(1_100_000));
    ImageSource source = client(options().withRetries(1)).source(image(":v1"));
    assertThat(content(source, layer(), 0)).isEqualTo(whole());
  }

  @Test
  void noticesAStall() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.StallAfter(100_000));
    ImageSource source =
        client(options().withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(700)))
            .source(image(":v1"));
    assertThat(content(source, layer(), 0)).isEqualTo(whole());
    assertThat(registry.ranges()).containsExactly("bytes=100000-");
    assertThat(notes.getFirst()).contains("nothing came for");
  }

  @Test
  void asksAgainWhenTheConnectionIsDropped() throws IOException {
    registry.on("/manifests/", 2, new Misfortune.Drop());
    registry.on("/blobs/", 2, new Misfortune.Drop());
    ImageSource source = source();
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(content(source, layer(), 0)).isEqualTo(whole());
  }

  @Test
  void asksAgainWhenAManifestIsCut() throws IOException {
    registry.on("/manifests/", 2, new Misfortune.CutAfter(20));
    assertThat(source().top()).isEqualTo(IMAGE.top());
    registry.on("/manifests/", 99, new Misfortune.CutAfter(20));
    ImageSource source = source();
    assertThat(problem(source::top).code()).isEqualTo(RegistryProblem.TRANSFER_CUT);
  }

  @Test
  void leavesOutTheBeginningWhenRangesAreUnknown() throws IOException {
    registry.on("/blobs/", 99, new Misfortune.NoRange());
    byte[] end = Arrays.copyOfRange(whole(), 2_000_000, FULL);
    assertThat(content(source(), layer(), 2_000_000)).isEqualTo(end);
  }

  @Test
  void refusesAnotherRangeThanAsked() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.WrongRange());
    ImageSource source = source();
    Problem problem = problem(() -> content(source, layer(), 100));
    assertThat(problem.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
    assertThat(problem.why()).contains("byte 100", "bytes 101-");
  }

  @Test
  void refusesAnotherLengthThanTheManifestSays() throws IOException {
    for (int difference : new int[] {-1, 1}) {
      registry.on("/blobs/", 1, new Misfortune.WrongLength(difference));
      ImageSource source = source();
      Problem problem = problem(() -> content(source, layer(), 0));
      assertThat(problem.code()).isEqualTo(ImagesProblem.BLOB_SIZE_MISMATCH);
      assertThat(problem.why()).contains(FULL + difference + " bytes", FULL + " bytes");
    }
    registry.on("/blobs/", 1, new Misfortune.Endless(1));
    ImageSource source = source();
    assertThat(problem(() -> content(source, layer(), 0)).why()).contains("longer");
    registry.on("/blobs/", 1, new Misfortune.Endless(0));
    assertThat(content(source(), layer(), 0)).isEqualTo(whole());
    registry.on("/blobs/", 1, Answer.of(416));
    assertThat(problem(() -> content(source, layer(), 9)).code())
        .isEqualTo(ImagesProblem.BLOB_SIZE_MISMATCH);
  }

  @Test
  void givesOutBlobsUnchecked() throws IOException {
    registry.on("/blobs/", 1, new Misfortune.WrongBytes());
    byte[] changed = content(source(), layer(), 0);
    assertThat(changed).hasSize(FULL);
    assertThat(Digest.sha256(changed)).isNotEqualTo(layer().digest());
  }

  @Test
  void refusesManifestsThatAreNotWhatWasAskedFor() {
    ImageSource byDigest = client(options()).source(image("@" + IMAGE.top().digest()));
    registry.on("/manifests/", 1, new Misfortune.WrongBytes());
    Problem top = problem(byDigest::top);
    assertThat(top.code()).isEqualTo(RegistryProblem.MANIFEST_DIGEST_MISMATCH);
    assertThat(top.what()).contains(IMAGE.top().digest().toString(), registry.host());
    Descriptor child = IMAGE.top().descriptor();
    registry.on("/manifests/", 1, new Misfortune.WrongBytes());
    assertThat(problem(() -> source().manifest(child)).code())
        .isEqualTo(RegistryProblem.MANIFEST_DIGEST_MISMATCH);
  }

  @Test
  void refusesManifestsWithoutEnd() {
    registry.on("/manifests/", 1, new Misfortune.Endless(RawManifest.MAX_BYTES));
    ImageSource source = source();
    Problem problem = problem(source::top);
    assertThat(problem.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
    assertThat(problem.why()).contains("longer than the 4194304 bytes");
  }

  @Test
  void believesNoMediaTypeThatTheDocumentContradicts() throws IOException {
    registry.on("/manifests/", 1, new Misfortune.WrongType("text/plain; charset=utf-8"));
    assertThat(source().top().mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    registry.on("/manifests/", 1, new Misfortune.WrongType(MediaTypes.OCI_INDEX));
    ImageSource source = source();
    assertThat(problem(source::top).code()).isEqualTo(ImagesProblem.MANIFEST_INVALID);
    byte[] old = "{\"schemaVersion\":1,\"name\":\"os\"}".getBytes(StandardCharsets.UTF_8);
    registry.replace(REPOSITORY, "manifests", "v1", old);
    registry.on(
        "/manifests/",
        1,
        new Misfortune.WrongType("application/vnd.docker.distribution.manifest.v1+json"));
    assertThat(problem(source::top).why()).contains("schema 1");
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws IOException {
    registry.on("/manifests/", 1, new Answer(429, Map.of("Retry-After", "7"), ""));
    registry.on("/manifests/", 1, Answer.of(503));
    registry.on("/manifests/", 1, Answer.of(502));
    assertThat(source().top()).isEqualTo(IMAGE.top());
    assertThat(pauses).hasSize(3);
    assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(7));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(1500), Duration.ofMillis(2500));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  void tellsWhatTheServerSays() {
    String body = "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"\\u001b[31mslow\"}]}";
    registry.on("/manifests/", 1, new Answer(429, Map.of("Retry-After", "3600"), body));
    ImageSource source = source();
    Problem limited = problem(source::top);
    assertThat(limited.code()).isEqualTo(RegistryProblem.RATE_LIMITED);
    assertThat(limited.why()).contains("429", "TOOMANYREQUESTS: ", "slow").doesNotContain("\u001b");
    assertThat(limited.fix()).contains("60 min");
    assertThat(pauses).isEmpty();
    registry.on("/manifests/", 99, new Answer(500, Map.of(), "<html>"));
    Problem failing = problem(source::top);
    assertThat(failing.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
    assertThat(failing.why()).contains(registry.host(), "500");
    assertThat(failing.what()).contains("v1", registry.host() + "/" + REPOSITORY);
    assertThat(pauses).hasSize(3);
  }

  @Test
  void doesNotRepeatWhatWasRefused() {
    registry.on("/manifests/", 1, Answer.of(400));
    ImageSource source = source();
    assertThat(problem(source::top).code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
    assertThat(pauses).isEmpty();
  }

  @Test
  void tellsAtOnceWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    for (boolean verify : new boolean[] {true, false}) {
      ImageSource source =
          client(options().withTlsVerify(verify))
              .source(ImageName.parse("127.0.0.1:" + port + "/os"));
      Problem problem = problem(source::top);
      assertThat(problem.code()).isEqualTo(RegistryProblem.REGISTRY_UNREACHABLE);
      assertThat(problem.what()).contains("127.0.0.1:" + port + "/os");
    }
    assertThat(pauses).isEmpty();
    ImageSource nowhere = client(options()).source(ImageName.parse("no-such-host.invalid/os"));
    Problem unknown = problem(nowhere::top);
    assertThat(unknown.code()).isEqualTo(RegistryProblem.REGISTRY_UNREACHABLE);
    assertThat(unknown.why()).contains("name is not known");
  }

  @Test
  void reachesStorageElsewhereWithoutCredentials() throws IOException {
    try (RegistryDouble storage = RegistryDouble.start()) {
      storage.put(REPOSITORY, "v1", IMAGE);
      registry.on("/blobs/", 99, new Misfortune.RedirectTo(storage.base()));
      storage.on("/blobs/", 1, new Misfortune.CutAfter(10));
      storage.on("/blobs/", 1, Answer.of(403));
      assertThat(content(source(), layer(), 0)).isEqualTo(whole());
      assertThat(storage.ranges()).containsExactly("bytes=10-", "bytes=10-");
    }
  }

  @Test
  void followsNoCircleAndNoWayOutOfTls() {
    registry.on("/manifests/", 99, new Misfortune.RedirectTo(registry.base()));
    ImageSource source = source();
    Problem circle = problem(source::top);
    assertThat(circle.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
    assertThat(circle.why()).contains("more than 5 times");
    assertThat(registry.paths()).hasSize(1 + 6);
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    registry.on("/blobs/", 1, new Misfortune.StallAfter(10));
    ImageSource source = source();
    InputStream in = source.blob(layer());
    assertThat(in.readNBytes(10)).hasSize(10);
    CompletableFuture<Problem> seen = new CompletableFuture<>();
    Thread reader = new Thread(() -> seen.complete(problem(in::read)));
    reader.start();
    reader.interrupt();
    assertThat(seen.get(30, TimeUnit.SECONDS).code()).isEqualTo(CoreProblem.INTERRUPTED);
    in.close();
  }

  @Test
  void canBeClosedInTheMiddle() throws IOException {
    ImageSource source = source();
    for (int round = 0; round < 20; round++) {
      try (InputStream in = source.blob(layer())) {
        assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(whole(), 1000));
      }
    }
    assertThat(content(source, layer(), 0)).isEqualTo(whole());
  }
}
