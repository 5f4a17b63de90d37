package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.RegistryProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest extends ClientTest {
  @TempDir Path temp = Path.of("");

  EnvironmentTest() throws IOException {}

  @Test
  void goesThroughTheProxy() throws IOException {
    // A proxy is asked for whole addresses; the double looks at the path alone.
    RegistryOptions options =
        options().withEnvironment(Map.of("HTTP_PROXY", registry.base(), "NO_PROXY", "other"));
    ImageSource source =
        client(options).source(ImageName.parse("registry.invalid/" + REPOSITORY + ":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(content(source, layer(), 7)).hasSize((int) layer().size() - 7);
    assertThat(registry.paths()).allMatch(p -> p.startsWith("http://registry.invalid/v2/"));
  }

  @Test
  void speaksToRegistriesWithoutTlsOnlyWhenToldTo() {
    ImageSource source = client(options().withTlsVerify(true)).source(image(":v1"));
    Problem problem = problem(source::top);
    assertThat(problem.code()).isIn(RegistryProblem.TLS_FAILED, RegistryProblem.TRANSFER_CUT);
    assertThat(registry.paths()).isEmpty();
  }

  @Test
  void refusesAFileOfAuthoritiesThatIsNone() throws IOException {
    for (Path file :
        new Path[] {temp.resolve("none.pem"), Files.writeString(temp.resolve("no.pem"), "no")}) {
      RegistryOptions options =
          options().withTlsVerify(true).withEnvironment(Map.of("SSL_CERT_FILE", file.toString()));
      Problem problem = problem(() -> client(options));
      assertThat(problem.code()).isEqualTo(RegistryProblem.CA_FILE_INVALID);
      assertThat(problem.what()).contains(file.toString());
    }
  }
}
