package dev.bootferry.registry.auth;

import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files with credentials, in podman's order. A file that the user names, by {@code --authfile}
 * or {@code REGISTRY_AUTH_FILE}, is the only one and must be there. Files are read when a registry
 * first asks for credentials, and then each time: logging in meanwhile helps.
 */
public final class CredentialStore {
  private final List<Path> files;
  private final boolean named;

  private CredentialStore(List<Path> files, boolean named) {
    this.files = List.copyOf(files);
    this.named = named;
  }

  /**
   * Finds out which files count.
   *
   * @param authFile what the user named on the command line
   * @param environment for {@code REGISTRY_AUTH_FILE}, {@code XDG_RUNTIME_DIR}, {@code
   *     XDG_CONFIG_HOME}, {@code DOCKER_CONFIG} and {@code HOME}
   * @throws ProblemException {@code auth-file-invalid} when a file that the user named is not there
   *     or is not as it should be
   */
  public static CredentialStore of(Optional<Path> authFile, Map<String, String> environment) {
    Optional<Path> only =
        authFile.or(() -> variable(environment, "REGISTRY_AUTH_FILE").map(Path::of));
    if (only.isEmpty()) {
      return new CredentialStore(defaults(environment), false);
    }
    Path file = only.get();
    if (AuthFile.read(file).isEmpty()) {
      String source = authFile.isPresent() ? "--authfile" : "REGISTRY_AUTH_FILE";
      throw AuthFile.invalid(file, "there is no such file, but " + source + " names it", null);
    }
    return new CredentialStore(List.of(file), true);
  }

  /**
   * The credential for a repository, from the first file that has one.
   *
   * @param repository host and path
   * @throws ProblemException {@code auth-file-invalid}
   */
  public Optional<Credential> find(String repository) {
    return files.stream()
        .flatMap(f -> AuthFile.read(f).stream())
        .flatMap(f -> f.find(repository).stream())
        .findFirst();
  }

  /** Why nothing was found, for a message: where was looked, and what is not supported. */
  public String searched(String repository) {
    String helper =
        files.stream()
            .flatMap(f ->
                AuthFile.read(f).stream()
                    .flatMap(a -> a.helper(repository).stream())
                    .map(h -> "; " + f + " leaves it to " + h + ", which is not run"))
            .findFirst()
            .orElse("");
    String list = files.stream().map(Path::toString).collect(Collectors.joining(", "));
    return "there are none for " + repository + " in " + list + helper;
  }

  /** Whether the user named the file. */
  boolean isNamed() {
    return named;
  }

  private static List<Path> defaults(Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    files.add(
        variable(environment, "XDG_RUNTIME_DIR")
            .map(Path::of)
            .orElseGet(() -> Path.of("/run/containers", userId()))
            .resolve("containers/auth.json"));
    Optional<Path> home = variable(environment, "HOME").map(Path::of);
    variable(environment, "XDG_CONFIG_HOME")
        .map(Path::of)
        .or(() -> home.map(h -> h.resolve(".config")))
        .ifPresent(c -> files.add(c.resolve("containers/auth.json")));
    variable(environment, "DOCKER_CONFIG")
        .map(Path::of)
        .or(() -> home.map(h -> h.resolve(".docker")))
        .ifPresent(c -> files.add(c.resolve("config.json")));
    return files;
  }

  private static String userId() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "0";
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }
}
