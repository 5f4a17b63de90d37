package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.testing.RegistryDouble;
import dev.bootferry.registry.testing.TinyImage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry double that has an image, and a client that waits in no time. */
abstract class ClientTest {
  static final String REPOSITORY = "some/os";

  /** Long enough to be cut in many places. */
  static final TinyImage IMAGE = TinyImage.oci("os", 3 << 20);

  final RegistryDouble registry;
  final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<RegistryClient> clients = new ArrayList<>();

  ClientTest() throws IOException {
    registry = RegistryDouble.start();
  }

  @BeforeEach
  void publish() {
    registry.put(REPOSITORY, "v1", IMAGE);
  }

  @AfterEach
  void stop() {
    clients.forEach(RegistryClient::close);
    registry.close();
  }

  static RegistryOptions options() {
    return RegistryOptions.standard().withTlsVerify(false).withEnvironment(Map.of());
  }

  RegistryClient client(RegistryOptions options) {
    return client(options, InstantSource.system());
  }

  RegistryClient client(RegistryOptions options, InstantSource clock) {
    Progress progress =
        new Progress() {
          @Override
          public Stage stage(String name, long totalBytes) {
            return Stage.NONE;
          }

          @Override
          public void note(String message) {
            notes.add(message);
          }
        };
    RegistryClient client = new RegistryClient(options, progress, pauses::add, clock);
    clients.add(client);
    return client;
  }

  ImageName image(String below) {
    return ImageName.parse(registry.host() + "/" + REPOSITORY + below);
  }

  ImageSource source() {
    return client(options()).source(image(":v1"));
  }

  static Descriptor layer() {
    return dev.bootferry.images.model.Manifest.parse(IMAGE.top(), "the image").layers().getFirst();
  }

  static byte[] content(ImageSource source, Descriptor descriptor, long offset) throws IOException {
    try (InputStream in = source.blob(descriptor, offset)) {
      return in.readAllBytes();
    }
  }

  static Problem problem(ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    assertThat(e).as("a problem").isNotNull();
    return e.problem();
  }
}
