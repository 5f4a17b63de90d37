package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.testing.AuthFiles;
import dev.bootferry.registry.testing.Certificate;
import dev.bootferry.registry.testing.Guard;
import dev.bootferry.registry.testing.Misfortune;
import dev.bootferry.registry.testing.RegistryDouble;
import dev.bootferry.registry.testing.TokenDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With certificates made by openssl. */
@Tag("system")
class TlsTest extends ClientTest {
  @TempDir Path temp = Path.of("");

  TlsTest() throws IOException {}

  private RegistryDouble secure(Certificate certificate)
      throws IOException, GeneralSecurityException {
    return RegistryDouble.startTls(certificate.server()).put(REPOSITORY, "v1", IMAGE);
  }

  private ImageSource source(RegistryDouble secure, boolean verify, Path authorities) {
    RegistryOptions options =
        options()
            .withTlsVerify(verify)
            .withEnvironment(Map.of("SSL_CERT_FILE", authorities.toString()));
    return client(options).source(ImageName.parse(secure.host() + "/" + REPOSITORY + ":v1"));
  }

  @Test
  void verifiesTheCertificate() throws Exception {
    Certificate right = Certificate.make(temp, "right", "IP:127.0.0.1");
    Certificate other = Certificate.make(temp, "other", "IP:127.0.0.1");
    Path both = temp.resolve("both.pem");
    Files.writeString(
        both,
        "# A comment - with a dash\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            + Files.readString(other.certificate())
            + "\nAnother\n"
            + Files.readString(right.certificate()));
    try (RegistryDouble secure = secure(right)) {
      ImageSource trusted = source(secure, true, both);
      assertThat(trusted.top()).isEqualTo(IMAGE.top());
      assertThat(content(trusted, layer(), 1)).hasSize((int) layer().size() - 1);
      ImageSource stranger = source(secure, true, other.certificate());
      Problem problem = problem(stranger::top);
      assertThat(problem.code()).isEqualTo(RegistryProblem.TLS_FAILED);
      assertThat(problem.why()).contains(secure.host(), "certificat");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void verifiesTheHostsName() throws Exception {
    Certificate elsewhere = Certificate.make(temp, "elsewhere", "DNS:registry.example");
    try (RegistryDouble secure = secure(elsewhere)) {
      ImageSource verified = source(secure, true, elsewhere.certificate());
      Problem problem = problem(verified::top);
      assertThat(problem.code()).isEqualTo(RegistryProblem.TLS_FAILED);
      assertThat(problem.why()).contains("127.0.0.1");
      assertThat(source(secure, false, elsewhere.certificate()).top()).isEqualTo(IMAGE.top());
    }
  }

  @Test
  void neverLeavesTlsForPlainHttp() throws Exception {
    Certificate certificate = Certificate.make(temp, "right", "IP:127.0.0.1");
    try (RegistryDouble secure = secure(certificate)) {
      secure.on("/blobs/", 99, new Misfortune.RedirectTo(registry.base()));
      ImageSource verified = source(secure, true, certificate.certificate());
      Problem problem = problem(() -> verified.blob(layer()));
      assertThat(problem.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
      assertThat(problem.why()).contains("not encrypted");
      assertThat(registry.paths()).isEmpty();
      ImageSource unverified = source(secure, false, certificate.certificate());
      assertThat(content(unverified, layer(), 0)).hasSize((int) layer().size());
    }
  }

  @Test
  void sendsNoPasswordToATokenServerWithoutTls() throws Exception {
    Certificate certificate = Certificate.make(temp, "right", "IP:127.0.0.1");
    try (RegistryDouble secure = secure(certificate);
        TokenDouble tokens = TokenDouble.start().requires("ann", "secret")) {
      secure.guardedBy(new Guard.Bearer(tokens));
      Path auth = AuthFiles.basic(temp.resolve("a.json"), secure.host(), "ann", "secret");
      RegistryOptions options =
          options()
              .withTlsVerify(true)
              .withEnvironment(Map.of("SSL_CERT_FILE", certificate.certificate().toString()))
              .withAuthFile(auth);
      ImageSource source =
          client(options).source(ImageName.parse(secure.host() + "/" + REPOSITORY + ":v1"));
      Problem problem = problem(source::top);
      assertThat(problem.code()).isEqualTo(RegistryProblem.TLS_FAILED);
      assertThat(problem.why()).contains(tokens.realm(), "not encrypted");
      assertThat(tokens.asked()).isEmpty();
    }
  }
}
