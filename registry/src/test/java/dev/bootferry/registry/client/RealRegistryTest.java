package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.testing.AuthFiles;
import dev.bootferry.registry.testing.Certificate;
import dev.bootferry.registry.testing.JwtIssuer;
import dev.bootferry.registry.testing.RealRegistry;
import dev.bootferry.registry.testing.RealRegistry.Setup;
import dev.bootferry.registry.testing.TinyImage;
import dev.bootferry.registry.testing.TokenDouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract with the program docker-registry, filled by skopeo. */
@Tag("system")
class RealRegistryTest {
  private static RegistryOptions options() {
    return RegistryOptions.standard().withEnvironment(Map.of());
  }

  private static Problem refusal(RegistryOptions options, String name) {
    try (RegistryClient client = new RegistryClient(options, Progress.NONE)) {
      ProblemException e =
          catchThrowableOfType(
              ProblemException.class, () -> client.source(ImageName.parse(name)).top());
      assertThat(e).as("a problem").isNotNull();
      return e.problem();
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Plain extends RegistryContract {
    private final RealRegistry registry;

    Plain(@TempDir Path temp) throws IOException {
      registry = RealRegistry.start(temp, Setup.plain());
    }

    @Override
    String host() {
      return registry.host();
    }

    @Override
    void publish(String repository, String tag, TinyImage image) throws IOException {
      registry.push(repository, tag, image);
    }

    @Override
    RegistryOptions options() {
      return RealRegistryTest.options().withTlsVerify(false);
    }

    @AfterAll
    void stop() {
      registry.close();
    }

    @Test
    void isRefusedWithoutTls() {
      Problem problem = refusal(RealRegistryTest.options(), host() + "/some/os:v1");
      assertThat(problem.code()).isEqualTo(RegistryProblem.TLS_FAILED);
      assertThat(problem.fix()).contains("--tls-verify=false");
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class PasswordOverTls extends RegistryContract {
    private final Path temp;
    private final Certificate certificate;
    private final RealRegistry registry;

    PasswordOverTls(@TempDir Path temp) throws IOException {
      this.temp = temp;
      certificate = Certificate.make(temp, "server", "IP:127.0.0.1");
      registry = RealRegistry.start(temp, Setup.passwordOverTls(certificate));
    }

    @Override
    String host() {
      return registry.host();
    }

    @Override
    void publish(String repository, String tag, TinyImage image) throws IOException {
      registry.push(repository, tag, image);
    }

    private RegistryOptions trusting() {
      return RealRegistryTest.options()
          .withEnvironment(Map.of("SSL_CERT_FILE", certificate.certificate().toString()));
    }

    @Override
    RegistryOptions options() {
      try {
        return trusting()
            .withAuthFile(
                AuthFiles.basic(
                    temp.resolve("auth.json"), host(), RealRegistry.USER, RealRegistry.PASSWORD));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @AfterAll
    void stop() {
      registry.close();
    }

    @Test
    void isRefusedWithoutItsAuthority() {
      Problem problem = refusal(RealRegistryTest.options(), host() + "/some/os:v1");
      assertThat(problem.code()).isEqualTo(RegistryProblem.TLS_FAILED);
      assertThat(problem.why()).contains("certificate of " + host());
      assertThat(problem.fix()).contains("SSL_CERT_FILE", "--tls-verify=false");
    }

    @Test
    void refusesStrangers() throws IOException {
      Problem stranger = refusal(trusting(), host() + "/some/os:v1");
      assertThat(stranger.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
      assertThat(stranger.why()).contains("401", "without credentials");
      Path wrong = AuthFiles.basic(temp.resolve("wrong.json"), host(), "bob", "hunter2");
      Problem bob = refusal(trusting().withAuthFile(wrong), host() + "/some/os:v1");
      assertThat(bob.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
      assertThat(bob.why()).contains("user 'bob' of " + wrong, "key " + host());
      assertThat(bob.toString()).doesNotContain("hunter2");
    }

    @Test
    void isReadWithoutVerification() {
      RegistryOptions unverified = options().withEnvironment(Map.of()).withTlsVerify(false);
      try (RegistryClient client = new RegistryClient(unverified, Progress.NONE)) {
        assertThat(client.source(ImageName.parse(host() + "/some/os:v1")).top()).isNotNull();
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Bearer extends RegistryContract {
    private final Path temp;
    private final TokenDouble tokens;
    private final RealRegistry registry;

    Bearer(@TempDir Path temp) throws IOException {
      this.temp = temp;
      Certificate signer = Certificate.make(temp, "signer", "DNS:signer.example");
      tokens = TokenDouble.start(new JwtIssuer(signer, "test-issuer"));
      registry = RealRegistry.start(temp, Setup.bearer(tokens, signer.certificate()));
    }

    @Override
    String host() {
      return registry.host();
    }

    @Override
    void publish(String repository, String tag, TinyImage image) throws IOException {
      registry.push(repository, tag, image);
    }

    @Override
    RegistryOptions options() {
      return RealRegistryTest.options().withTlsVerify(false);
    }

    @AfterAll
    void stop() {
      registry.close();
      tokens.close();
    }

    @Test
    void wantsTheRightPasswordForAToken() throws IOException {
      try (TokenDouble strict = TokenDouble.start().requires("ann", "pw")) {
        Path folder = temp.resolve("strict");
        try (RealRegistry locked =
            RealRegistry.start(folder, Setup.bearer(strict, temp.resolve("signer.crt")))) {
          Path auth = AuthFiles.basic(folder.resolve("a.json"), locked.host(), "ann", "wrong");
          Problem problem = refusal(options().withAuthFile(auth), locked.host() + "/some/os:v1");
          assertThat(problem.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
          assertThat(problem.why()).contains("token server", "user 'ann' of " + auth);
        }
      }
    }
  }
}
