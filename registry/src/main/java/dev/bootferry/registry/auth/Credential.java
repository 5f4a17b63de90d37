package dev.bootferry.registry.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * What a file holds for a registry. Its text never shows a secret.
 *
 * @param file it was found in
 * @param key it was found under: a host, or a host with the beginning of a path
 */
public record Credential(Secret secret, Path file, String key) {
  /** The secret itself. */
  public sealed interface Secret {
    /** Name and password. */
    record Basic(String user, String password) implements Secret {
      /** As the value of a header {@code Authorization} (RFC 7617). */
      String authorization() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
      }

      @Override
      public String toString() {
        return "user '" + user + "'";
      }
    }

    /** A token that is exchanged for others. */
    record IdentityToken(String token) implements Secret {
      @Override
      public String toString() {
        return "the identity token";
      }
    }
  }

  /** As in "user 'ann' of /run/user/0/containers/auth.json (key quay.io)". */
  @Override
  public String toString() {
    return secret + " of " + file + " (key " + key + ")";
  }
}
