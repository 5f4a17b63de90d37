package dev.bootferry.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A token server (distribution project, "Token Authentication" and "Oauth2 Token Authentication").
 * Its tokens are numbered, or made by whoever knows what a real registry believes.
 */
public final class TokenDouble implements AutoCloseable {
  public static final String SERVICE = "test-service";

  private final LocalServer server;
  private final UnaryOperator<String> issuer;
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<String> requiredAuthorization = Optional.empty();
  private volatile Optional<String> requiredIdentity = Optional.empty();
  private volatile long lifetime = 300;
  private volatile Optional<String> answer = Optional.empty();

  private TokenDouble(Optional<UnaryOperator<String>> issuer) throws IOException {
    this.issuer = issuer.orElse(_ -> "token-" + asked.size());
    this.server = new LocalServer(Optional.empty(), this::handle);
  }

  public static TokenDouble start() throws IOException {
    return new TokenDouble(Optional.empty());
  }

  /**
   * Starts one whose tokens somebody else makes.
   *
   * @param issuer makes the token for a scope
   */
  public static TokenDouble start(UnaryOperator<String> issuer) throws IOException {
    return new TokenDouble(Optional.of(issuer));
  }

  /** From now on only with this name and password. */
  public TokenDouble requires(String user, String password) {
    requiredAuthorization = Optional.of(Guard.header(user, password));
    return this;
  }

  /** From now on only in exchange for this identity token. */
  public TokenDouble requiresIdentity(String token) {
    requiredIdentity = Optional.of(token);
    return this;
  }

  public TokenDouble lifetime(long seconds) {
    lifetime = seconds;
    return this;
  }

  /** Answers with this text instead of a token. */
  public TokenDouble answers(String text) {
    answer = Optional.of(text);
    return this;
  }

  /** No token that was handed out until now is good any more. */
  public void revokeAll() {
    valid.clear();
  }

  public String realm() {
    return server.base() + "/token";
  }

  String challenge(String scope) {
    return "Bearer realm=\""
        + realm()
        + "\",service=\""
        + SERVICE
        + "\",scope=\""
        + scope
        + "\",error=\"invalid_token\"";
  }

  boolean accepts(String authorization) {
    return authorization.startsWith("Bearer ") && valid.contains(authorization.substring(7));
  }

  /** The parameters of each request. */
  public List<Map<String, String>> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    String query =
        post
            ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            : exchange.getRequestURI().getRawQuery();
    Map<String, String> parameters = parameters(query);
    asked.add(parameters);
    Optional<String> sent =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    boolean refused =
        requiredAuthorization.filter(r -> !sent.equals(Optional.of(r))).isPresent()
            || requiredIdentity
                .filter(r -> !post || !r.equals(parameters.get("refresh_token")))
                .isPresent();
    if (refused) {
      answer(exchange, 401, "{\"details\":\"incorrect username or password\"}");
      return;
    }
    String token = issuer.apply(parameters.getOrDefault("scope", ""));
    valid.add(token);
    String json =
        new String(
            Json.write(
                JsonValue.object()
                    .put(post ? "access_token" : "token", token)
                    .put("expires_in", lifetime)
                    .build()),
            StandardCharsets.UTF_8);
    answer(exchange, 200, answer.orElse(json));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      parameters.put(
          URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  @Override
  public void close() {
    server.close();
  }
}
