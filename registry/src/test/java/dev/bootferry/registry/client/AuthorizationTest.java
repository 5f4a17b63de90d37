package dev.bootferry.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.testing.AuthFiles;
import dev.bootferry.registry.testing.Guard;
import dev.bootferry.registry.testing.Misfortune;
import dev.bootferry.registry.testing.RegistryDouble;
import dev.bootferry.registry.testing.TokenDouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizationTest extends ClientTest {
  @TempDir Path temp = Path.of("");
  private final TokenDouble tokens;

  AuthorizationTest() throws IOException {
    tokens = TokenDouble.start();
  }

  @AfterEach
  void stopTokens() {
    tokens.close();
  }

  private Path basicFile(String password) throws IOException {
    return AuthFiles.basic(temp.resolve("auth.json"), registry.host(), "ann", password);
  }

  @Test
  void sendsNothingUnasked() throws IOException {
    ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(registry.authorizations()).isEmpty();
  }

  @Test
  void sendsThePasswordWhenAskedAndFromThenOn() throws IOException {
    registry.guardedBy(new Guard.Basic("ann", "secret"));
    ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(content(source, layer(), 5)).isNotEmpty();
    // The first two found out the scheme and the challenge.
    assertThat(registry.paths()).hasSize(4);
    assertThat(registry.authorizations())
        .containsExactly(Guard.header("ann", "secret"), Guard.header("ann", "secret"));
  }

  @Test
  void tellsWhichPasswordWasRefused() throws IOException {
    registry.guardedBy(new Guard.Basic("ann", "other"));
    Path file = basicFile("secret");
    ImageSource source = client(options().withAuthFile(file)).source(image(":v1"));
    Problem problem = problem(source::top);
    assertThat(problem.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
    assertThat(problem.what()).contains(registry.host() + "/" + REPOSITORY);
    assertThat(problem.why())
        .contains("401", "UNAUTHORIZED", "user 'ann' of " + file, "key " + registry.host())
        .doesNotContain("secret");
    assertThat(problem.fix()).contains("podman login " + registry.host());
    assertThat(registry.authorizations()).hasSize(1);
  }

  @Test
  void tellsThatThereAreNone() {
    registry.guardedBy(new Guard.Basic("ann", "other"));
    ImageSource source =
        client(options().withEnvironment(Map.of("HOME", temp.toString()))).source(image(":v1"));
    Problem problem = problem(source::top);
    assertThat(problem.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
    assertThat(problem.why()).contains("without credentials", temp + "/.docker/config.json");
    registry.guardedBy(new Guard.Silent());
    assertThat(problem(source::top).code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
    registry.on("/manifests/", 1, Misfortune.Answer.of(403));
    assertThat(problem(source::top).code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
  }

  @Test
  void fetchesOneAnonymousTokenForManyRequests() throws Exception {
    registry.guardedBy(new Guard.Bearer(tokens));
    ImageSource source = source();
    List<Future<byte[]>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 12; i++) {
        results.add(threads.submit(() -> content(source, layer(), layer().size() - 1)));
      }
      for (Future<byte[]> result : results) {
        assertThat(result.get()).hasSize(1);
      }
    }
    assertThat(tokens.asked())
        .containsExactly(
            Map.of("service", TokenDouble.SERVICE, "scope", "repository:" + REPOSITORY + ":pull"));
    assertThat(registry.authorizations()).containsOnly("Bearer token-1");
  }

  @Test
  void sendsThePasswordToTheTokenServerOnly() throws IOException {
    registry.guardedBy(new Guard.Bearer(tokens.requires("ann", "secret")));
    ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(tokens.asked().getFirst()).containsEntry("account", "ann");
    assertThat(registry.authorizations()).containsExactly("Bearer token-1");
  }

  @Test
  void exchangesAnIdentityToken() throws IOException {
    registry.guardedBy(new Guard.Bearer(tokens.requiresIdentity("it's me")));
    Path file = AuthFiles.identity(temp.resolve("a.json"), registry.host(), "it's me");
    ImageSource source = client(options().withAuthFile(file)).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(tokens.asked().getFirst())
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("service", TokenDouble.SERVICE);
  }

  @Test
  void renewsATokenBeforeItEnds() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    registry.guardedBy(new Guard.Bearer(tokens.lifetime(100)));
    ImageSource source = client(options(), () -> instant(now)).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    now.set(Instant.EPOCH.plusSeconds(89));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(tokens.asked()).hasSize(1);
    now.set(Instant.EPOCH.plusSeconds(91));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    assertThat(tokens.asked()).hasSize(2);
    assertThat(registry.authorizations())
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  private static Instant instant(AtomicReference<Instant> now) {
    Instant instant = now.get();
    return instant == null ? Instant.EPOCH : instant;
  }

  @Test
  void renewsATokenThatIsRefused() throws IOException {
    registry.guardedBy(new Guard.Bearer(tokens));
    registry.on("/blobs/", 1, new Misfortune.CutAfter(1000));
    ImageSource source = source();
    assertThat(source.top()).isEqualTo(IMAGE.top());
    tokens.revokeAll();
    assertThat(content(source, layer(), 0)).hasSize((int) layer().size());
    assertThat(registry.authorizations()).contains("Bearer token-2");
  }

  @Test
  void givesUpWhenFreshTokensAreRefused() throws IOException {
    try (TokenDouble foreign = TokenDouble.start()) {
      registry.guardedBy(new Guard.Bearer(foreign));
      foreign.answers("{\"access_token\":\"good for nothing\",\"expires_in\":\"x\"}");
      ImageSource spaces = source();
      Problem unusable = problem(spaces::top);
      assertThat(unusable.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
      assertThat(unusable.why()).contains("no usable token").doesNotContain("nothing");
      foreign.answers("not JSON: secret");
      Problem noJson = problem(spaces::top);
      assertThat(noJson.why()).contains("not JSON").doesNotContain("secret");
      foreign.answers("{\"access_token\":\"nothing\"}");
      assertThat(problem(spaces::top).code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
    }
  }

  @Test
  void tellsWhichPasswordTheTokenServerRefused() throws IOException {
    registry.guardedBy(new Guard.Bearer(tokens.requires("ann", "other")));
    ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
    Problem problem = problem(source::top);
    assertThat(problem.code()).isEqualTo(RegistryProblem.UNAUTHORIZED);
    assertThat(problem.why())
        .contains("token server", "incorrect username", "user 'ann' of")
        .doesNotContain("secret");
    assertThat(tokens.asked()).hasSize(1);
  }

  @Test
  void neverCarriesCredentialsElsewhere() throws IOException {
    registry.guardedBy(new Guard.Basic("ann", "secret"));
    try (RegistryDouble storage = RegistryDouble.start()) {
      storage.put(REPOSITORY, "v1", IMAGE);
      ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
      assertThat(source.top()).isEqualTo(IMAGE.top());
      registry.on("/blobs/", 1, new Misfortune.RedirectTo(storage.base()));
      assertThat(content(source, layer(), 0)).hasSize((int) layer().size());
      assertThat(storage.authorizations()).isEmpty();
      // Nor does a challenge from there draw any.
      storage.guardedBy(new Guard.Basic("ann", "secret"));
      registry.on("/blobs/", 99, new Misfortune.RedirectTo(storage.base()));
      Problem problem = problem(() -> source.blob(layer()));
      assertThat(problem.code()).isEqualTo(RegistryProblem.REGISTRY_ERROR);
      assertThat(storage.authorizations()).isEmpty();
    }
  }

  @Test
  void keepsCredentialsOnTheSameHost() throws IOException {
    registry.guardedBy(new Guard.Basic("ann", "secret"));
    ImageSource source = client(options().withAuthFile(basicFile("secret"))).source(image(":v1"));
    assertThat(source.top()).isEqualTo(IMAGE.top());
    registry.on("/blobs/", 1, new Misfortune.RedirectTo(registry.base()));
    assertThat(content(source, layer(), 0)).hasSize((int) layer().size());
    assertThat(registry.authorizations()).hasSize(3);
  }
}
