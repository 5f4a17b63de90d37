package dev.bootferry.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.auth.Credential.Secret;
import dev.bootferry.registry.testing.AuthFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialStoreTest {
  @TempDir Path temp = Path.of("");

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", temp.resolve("home").toString());
    environment.put("XDG_RUNTIME_DIR", temp.resolve("run").toString());
    return environment;
  }

  private static Problem problem(ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    assertThat(e).as("a problem").isNotNull();
    return e.problem();
  }

  private static String user(CredentialStore store, String repository) {
    return store
        .find(repository)
        .map(c -> c.secret() instanceof Secret.Basic b ? b.user() : c.secret().toString())
        .orElse("nobody");
  }

  @Test
  void looksInPodmansOrder() throws IOException {
    Map<String, String> environment = environment();
    CredentialStore store = CredentialStore.of(Optional.empty(), environment);
    assertThat(user(store, "quay.io/a/b")).isEqualTo("nobody");
    assertThat(store.searched("quay.io/a/b"))
        .contains(
            temp + "/run/containers/auth.json",
            temp + "/home/.config/containers/auth.json",
            temp + "/home/.docker/config.json");
    AuthFiles.basic(temp.resolve("home/.docker/config.json"), "quay.io", "docker", "1");
    assertThat(user(store, "quay.io/a/b")).isEqualTo("docker");
    AuthFiles.basic(temp.resolve("home/.config/containers/auth.json"), "quay.io", "config", "2");
    assertThat(user(store, "quay.io/a/b")).isEqualTo("config");
    AuthFiles.basic(temp.resolve("run/containers/auth.json"), "quay.io", "run", "3");
    assertThat(user(store, "quay.io/a/b")).isEqualTo("run");
    Path named = AuthFiles.basic(temp.resolve("named.json"), "quay.io", "named", "4");
    environment.put("REGISTRY_AUTH_FILE", named.toString());
    assertThat(user(CredentialStore.of(Optional.empty(), environment), "quay.io/a/b"))
        .isEqualTo("named");
    Path given = AuthFiles.basic(temp.resolve("given.json"), "quay.io", "given", "5");
    CredentialStore only = CredentialStore.of(Optional.of(given), environment);
    assertThat(user(only, "quay.io/a/b")).isEqualTo("given");
    assertThat(user(only, "ghcr.io/a/b")).isEqualTo("nobody");
  }

  @Test
  void goesOnToTheNextFileForAnotherHost() throws IOException {
    AuthFiles.basic(temp.resolve("run/containers/auth.json"), "ghcr.io", "other", "1");
    AuthFiles.basic(temp.resolve("home/.docker/config.json"), "quay.io", "docker", "2");
    CredentialStore store = CredentialStore.of(Optional.empty(), environment());
    assertThat(user(store, "quay.io/a/b")).isEqualTo("docker");
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io/a/b/c, deepest",
    "quay.io/a/b/c/d, deepest",
    "quay.io/a/b/x, middle",
    "quay.io/a/x, host",
    "quay.io/abc, host",
    "quay.io:443/a/b/c, nobody",
    "docker.io/library/debian, hub",
    "legacy.example/a, legacy",
    "empty.example/a, nobody",
    "identity.example/a, the identity token",
  })
  void takesTheLongestKeyThatFits(String repository, String user) throws IOException {
    String entry = "\":{\"auth\":\"";
    Path file =
        AuthFiles.write(
            temp.resolve("many.json"),
            "{\"auths\":{"
                + ("\"quay.io" + entry + base64("host:pw") + "\"},")
                + ("\"quay.io/a/b" + entry + base64("middle:pw") + "\"},")
                + ("\"quay.io/a/b/c" + entry + base64("deepest:pw:with\\0") + "\"},")
                + ("\"https://index.docker.io/v1/" + entry + base64("hub:pw") + "\"},")
                + ("\"http://legacy.example/v2/x" + entry + base64("legacy:pw") + "\"},")
                + "\"empty.example\":{},"
                + "\"identity.example\":{\"auth\":\"AAAA\",\"identitytoken\":\"t\"}"
                + "},\"unknown\":[1]}");
    assertThat(user(CredentialStore.of(Optional.of(file), Map.of()), repository)).isEqualTo(user);
  }

  @Test
  void keepsPasswordsWhole() throws IOException {
    Path file = AuthFiles.basic(temp.resolve("f.json"), "quay.io", "ann", "p:w ö\0\0");
    Credential credential =
        CredentialStore.of(Optional.of(file), Map.of()).find("quay.io/a").orElseThrow();
    assertThat(credential.secret()).isEqualTo(new Secret.Basic("ann", "p:w ö"));
    assertThat(credential).hasToString("user 'ann' of " + file + " (key quay.io)");
    assertThat(new Secret.IdentityToken("secret")).hasToString("the identity token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"auths\":{\"quay.io\":{\"auth\":hunter2}}}",
        "{\"auths\":{\"quay.io\":{\"auth\":\"aHVudGVyMg==\"}}}",
        "{\"auths\":{\"quay.io\":{\"auth\":\"%%hunter2\"}}}"
      })
  void refusesDamagedFilesWithoutShowingSecrets(String content) throws IOException {
    Path file = AuthFiles.write(temp.resolve("run/containers/auth.json"), content);
    CredentialStore store = CredentialStore.of(Optional.empty(), environment());
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> store.find("quay.io/a"));
    assertThat(e).isNotNull();
    assertThat(e.problem().code()).isEqualTo(RegistryProblem.AUTH_FILE_INVALID);
    assertThat(e.problem().what()).contains(file.toString());
    assertThat(e.problem() + e.problem().fix()).doesNotContain("hunter2");
    assertThat(e.getCause()).isNull();
  }

  @Test
  void refusesAFileThatTheUserNamesAndIsNotThere() {
    Path none = temp.resolve("none.json");
    Problem option = problem(() -> CredentialStore.of(Optional.of(none), Map.of()));
    assertThat(option.code()).isEqualTo(RegistryProblem.AUTH_FILE_INVALID);
    assertThat(option.why()).contains("--authfile");
    Map<String, String> variable = Map.of("REGISTRY_AUTH_FILE", none.toString());
    assertThat(problem(() -> CredentialStore.of(Optional.empty(), variable)).why())
        .contains("REGISTRY_AUTH_FILE");
    assertThat(problem(() -> CredentialStore.of(Optional.of(temp), Map.of())).why())
        .contains("cannot be read");
  }

  @Test
  void tellsOfHelpersItDoesNotRun() throws IOException {
    Path file =
        AuthFiles.write(temp.resolve("home/.docker/config.json"), "{\"credsStore\":\"pass\"}");
    CredentialStore store = CredentialStore.of(Optional.empty(), environment());
    assertThat(store.searched("quay.io/a")).contains(file + " leaves it to docker-credential-pass");
    Files.writeString(file, "{\"credHelpers\":{\"quay.io\":\"x\",\"ghcr.io\":\"y\"}}");
    assertThat(store.searched("quay.io/a")).contains("docker-credential-x");
    assertThat(store.searched("docker.io/a")).doesNotContain("docker-credential");
  }

  private static String base64(String text) {
    byte[] bytes = text.replace("\\0", "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }
}
