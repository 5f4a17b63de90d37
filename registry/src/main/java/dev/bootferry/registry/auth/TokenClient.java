package dev.bootferry.registry.auth;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.auth.Credential.Secret;
import dev.bootferry.registry.http.HttpCall;
import dev.bootferry.registry.http.HttpProblems;
import dev.bootferry.registry.http.HttpReply;
import dev.bootferry.registry.http.HttpTransport;
import dev.bootferry.registry.http.Retry;
import dev.bootferry.registry.http.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches bearer tokens, as the distribution project's "Token Authentication" and "Oauth2 Token
 * Authentication" specify.
 */
public final class TokenClient {
  private static final int MAX_BYTES = 1 << 20;

  /** What a server means that does not say, and the least that makes sense. */
  private static final long MIN_SECONDS = 60;

  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final HttpTransport transport;
  private final Retry retry;
  private final boolean plainAllowed;

  /**
   * @param plainAllowed whether credentials may go to a token server without TLS
   */
  public TokenClient(HttpTransport transport, Retry retry, boolean plainAllowed) {
    this.transport = transport;
    this.retry = retry;
    this.plainAllowed = plainAllowed;
  }

  /**
   * A token as it was handed out.
   *
   * @param lifetime counted from its arrival
   */
  record Token(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "a token for " + lifetime.toSeconds() + " s";
    }
  }

  /**
   * Fetches a token.
   *
   * @param challenge with the scheme bearer
   * @param scope asked for when the challenge names none
   * @param credential sent to the server that the challenge names; empty for anonymous use
   * @param what the token is needed for, for messages
   */
  Token fetch(Challenge challenge, String scope, Optional<Credential> credential, String what) {
    URI realm = realm(challenge, what);
    String query = query(challenge, scope);
    HttpCall call =
        switch (credential.map(Credential::secret).orElse(null)) {
          case Secret.IdentityToken identity ->
              HttpCall.post(
                  realm,
                  "grant_type=refresh_token&client_id=bootferry&refresh_token="
                      + encoded(identity.token())
                      + query);
          case Secret.Basic basic ->
              HttpCall.get(with(realm, "account=" + encoded(basic.user()) + query))
                  .authorized(Optional.of(basic.authorization()));
          case null -> HttpCall.get(with(realm, query.substring(1)));
        };
    HttpReply reply;
    try {
      reply = retry.run(what, realm, transport, () -> transport.send(call).buffered(MAX_BYTES));
    } catch (IOException e) {
      throw HttpProblems.failure(what, realm, e);
    }
    return switch (reply.status()) {
      case 200 -> parse(reply.bytes(), realm, what);
      case 401, 403 -> throw refused(credential, reply, what);
      default -> throw HttpProblems.status(what, reply, retry);
    };
  }

  private Token parse(byte[] body, URI realm, String what) {
    JsonObject json;
    try {
      json = Json.readObject(body, "the token");
    } catch (ProblemException e) {
      // The reason may quote the answer, which holds a secret.
      throw unusable(realm, "its answer is not JSON", what);
    }
    String token =
        json.string("token")
            .or(() -> json.string("access_token"))
            .filter(t -> TOKEN.matcher(t).matches())
            .orElseThrow(() -> unusable(realm, "there is no usable token in its answer", what));
    long seconds = json.number("expires_in").orElse(MIN_SECONDS);
    return new Token(token, Duration.ofSeconds(Math.clamp(seconds, MIN_SECONDS, MAX_SECONDS)));
  }

  private URI realm(Challenge challenge, String what) {
    String text = challenge.parameter("realm").orElse("");
    URI realm;
    try {
      realm = HttpCall.get(URI.create(text)).uri();
    } catch (IllegalArgumentException e) {
      throw new Problem(
              RegistryProblem.REGISTRY_ERROR,
              what,
              "the registry asks for a token from '" + text + "', which is no address",
              "The registry is set up wrongly: its operator has to name a token server.")
          .exception(e);
    }
    if (realm.getScheme().equals("http") && !plainAllowed) {
      throw new Problem(
              RegistryProblem.TLS_FAILED,
              what,
              "the registry asks for a token from " + text + ", which is not encrypted",
              "The registry's token server needs TLS; --tls-verify=false goes without.")
          .exception();
    }
    return realm;
  }

  private static String query(Challenge challenge, String scope) {
    StringBuilder query = new StringBuilder();
    challenge.parameter("service").ifPresent(s -> query.append("&service=").append(encoded(s)));
    for (String part : challenge.parameter("scope").orElse(scope).split(" ", -1)) {
      query.append("&scope=").append(encoded(part));
    }
    return query.toString();
  }

  private static URI with(URI realm, String query) {
    String text = realm.toString();
    return URI.create(text + (realm.getRawQuery() == null ? "?" : "&") + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static ProblemException refused(
      Optional<Credential> credential, HttpReply reply, String what) {
    String host = reply.authority();
    String message = ServerMessage.of(reply);
    return new Problem(
            RegistryProblem.UNAUTHORIZED,
            what,
            "the token server "
                + host
                + " answered "
                + message
                + credential.map(c -> " to " + c).orElse(" to a request without credentials"),
            "Log in again with 'podman login', or name the right file with --authfile.")
        .exception();
  }

  private static ProblemException unusable(URI realm, String why, String what) {
    return new Problem(
            RegistryProblem.REGISTRY_ERROR,
            what,
            "the token server " + realm.getAuthority() + ": " + why,
            "Check that this is the right registry; its operator can say why it answers so.")
        .exception();
  }
}
