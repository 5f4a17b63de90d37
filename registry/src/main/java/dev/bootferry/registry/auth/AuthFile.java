package dev.bootferry.registry.auth;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.auth.Credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file as containers-auth.json(5) and Docker's config.json describe it. Programs that keep
 * credentials elsewhere ({@code credHelpers}, {@code credsStore}) are not run.
 */
final class AuthFile {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final JsonObject content;

  private AuthFile(Path file, JsonObject content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Reads a file; empty when there is none.
   *
   * @throws ProblemException {@code auth-file-invalid}
   */
  static Optional<AuthFile> read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw invalid(file, "it cannot be read: " + e.getMessage(), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw invalid(file, "it is larger than " + MAX_BYTES + " bytes", null);
    }
    try {
      return Optional.of(new AuthFile(file, Json.readObject(bytes, file.toString())));
    } catch (ProblemException e) {
      // The reason may quote the file, which holds secrets: neither shown nor kept.
      throw invalid(file, "it is not a valid JSON object" + place(e.problem().why()), null);
    }
  }

  /**
   * The credential for a repository: that of the longest key which is the repository or a beginning
   * of it, down to the host.
   *
   * @param repository host and path
   */
  Optional<Credential> find(String repository) {
    for (String key : keys(repository)) {
      Optional<JsonObject> entry = entry(key);
      if (entry.isPresent()) {
        return secret(key, entry.get()).map(s -> new Credential(s, file, key));
      }
    }
    return Optional.empty();
  }

  /** The helper program that the file names for the host, which is not run. */
  Optional<String> helper(String repository) {
    String host = host(repository);
    return content
        .object("credHelpers")
        .string(host)
        .or(() -> content.string("credsStore"))
        .map(h -> "docker-credential-" + h);
  }

  static List<String> keys(String repository) {
    List<String> keys = new ArrayList<>();
    String key = repository;
    keys.add(key);
    for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/')) {
      key = key.substring(0, slash);
      keys.add(key);
    }
    return keys;
  }

  private static String host(String repository) {
    return repository.substring(0, Math.max(repository.indexOf('/'), 0));
  }

  /** By the key itself, or for a host by one of the older spellings of it. */
  private Optional<JsonObject> entry(String key) {
    JsonObject entries = content.object("auths");
    if (entries.get(key).isPresent()) {
      return Optional.of(entries.object(key));
    }
    if (key.indexOf('/') >= 0) {
      return Optional.empty();
    }
    String wanted = plain(key);
    return entries.members().keySet().stream()
        .filter(k -> plain(k).equals(wanted))
        .sorted()
        .findFirst()
        .map(entries::object);
  }

  /** {@code https://host/v1/} and the like is the host; Docker Hub has several names. */
  private static String plain(String key) {
    String host = key.replaceFirst("^https?://", "");
    if (!host.equals(key)) {
      int slash = host.indexOf('/');
      host = slash < 0 ? host : host.substring(0, slash);
    }
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" -> "docker.io";
      default -> host;
    };
  }

  private Optional<Secret> secret(String key, JsonObject entry) {
    Optional<String> token = entry.string("identitytoken").filter(t -> !t.isEmpty());
    if (token.isPresent()) {
      return Optional.of(new Secret.IdentityToken(token.get()));
    }
    Optional<String> auth = entry.string("auth").filter(a -> !a.isEmpty());
    return auth.map(a -> basic(key, a));
  }

  private Secret basic(String key, String auth) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(file, "the value of 'auth' for " + key + " is not base64", null);
    }
    int colon = decoded.indexOf(':');
    if (colon <= 0) {
      throw invalid(file, "the value of 'auth' for " + key + " is not USER:PASSWORD", null);
    }
    // Docker once padded the password with NULs.
    String password = decoded.substring(colon + 1).replaceFirst("\0+$", "");
    return new Secret.Basic(decoded.substring(0, colon), password);
  }

  private static String place(String why) {
    java.util.regex.Matcher m =
        java.util.regex.Pattern.compile("line: ([0-9]+), column: ([0-9]+)").matcher(why);
    return m.find() ? " (line " + m.group(1) + ", column " + m.group(2) + ")" : "";
  }

  static ProblemException invalid(Path file, String why, @Nullable Throwable cause) {
    Problem problem =
        new Problem(
            RegistryProblem.AUTH_FILE_INVALID,
            "read the credentials in " + file,
            why,
            "Mend or remove the file, or name another with --authfile; 'podman login --authfile"
                + " FILE HOST' writes one.");
    return cause == null ? problem.exception() : problem.exception(cause);
  }
}
