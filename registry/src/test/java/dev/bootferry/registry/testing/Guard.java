package dev.bootferry.registry.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who may read from a registry. */
public sealed interface Guard {
  /** Everybody. */
  record Open() implements Guard {}

  /** Who knows the password. */
  record Basic(String user, String password) implements Guard {}

  /** Who has a token of this server. */
  record Bearer(TokenDouble tokens) implements Guard {}

  /** Nobody, and no word about how. */
  record Silent() implements Guard {}

  /** The challenge for whoever may not; empty when the sender may. */
  default Optional<String> challenge(Optional<String> authorization, String repository) {
    return switch (this) {
      case Open() -> Optional.empty();
      case Silent() -> Optional.of("");
      case Basic basic ->
          authorization.filter(header(basic.user(), basic.password())::equals).isPresent()
              ? Optional.empty()
              : Optional.of("Basic realm=\"a registry\"");
      case Bearer bearer ->
          authorization.filter(a -> bearer.tokens().accepts(a)).isPresent()
              ? Optional.empty()
              : Optional.of(bearer.tokens().challenge("repository:" + repository + ":pull"));
    };
  }

  /** The value of {@code Authorization} for a name and a password. */
  static String header(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
