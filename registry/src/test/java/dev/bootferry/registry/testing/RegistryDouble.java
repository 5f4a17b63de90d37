package dev.bootferry.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import dev.bootferry.core.Digest;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.registry.testing.LocalServer.Seen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A registry that gives out what it was given (OCI distribution specification, "Pull"), and does
 * wrong when it was told to.
 */
public final class RegistryDouble implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-");

  /** What happens to the next requests whose path holds a text. */
  private record Plan(String part, AtomicInteger times, Misfortune misfortune) {}

  private record Content(String mediaType, byte[] bytes) {}

  private final LocalServer server;
  private final Map<String, Content> contents = new ConcurrentHashMap<>();
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Guard guard = new Guard.Open();

  private RegistryDouble(Optional<SSLContext> tls) throws IOException {
    this.server = new LocalServer(tls, this::handle);
  }

  public static RegistryDouble start() throws IOException {
    return new RegistryDouble(Optional.empty());
  }

  public static RegistryDouble startTls(SSLContext tls) throws IOException {
    return new RegistryDouble(Optional.of(tls));
  }

  /** Host and port, as in an image's name. */
  public String host() {
    return server.host();
  }

  /** Scheme, host and port. */
  public String base() {
    return server.base();
  }

  /** Keeps an image with all that belongs to it. */
  public RegistryDouble put(String repository, String tag, TinyImage image) {
    manifest(repository, tag, image.top());
    image.documents().forEach(d -> manifest(repository, d.digest().toString(), d));
    image.blobs().values().forEach(b -> blob(repository, b));
    return this;
  }

  public void manifest(String repository, String reference, RawManifest manifest) {
    Content content = new Content(manifest.mediaType(), manifest.bytes());
    contents.put(repository + "/manifests/" + reference, content);
    contents.put(repository + "/manifests/" + manifest.digest(), content);
  }

  public Digest blob(String repository, byte[] bytes) {
    Digest digest = Digest.sha256(bytes);
    contents.put(repository + "/blobs/" + digest, new Content("application/octet-stream", bytes));
    return digest;
  }

  /** Something else under the name of a digest or a tag. */
  public void replace(String repository, String kind, String reference, byte[] bytes) {
    String key = repository + "/" + kind + "/" + reference;
    contents.compute(
        key,
        (_, old) -> new Content(old == null ? "application/octet-stream" : old.mediaType(), bytes));
  }

  public RegistryDouble guardedBy(Guard newGuard) {
    guard = newGuard;
    return this;
  }

  /**
   * Tells it to do wrong. Of several plans for one request the earliest counts.
   *
   * @param part of the paths of the requests meant, such as {@code /blobs/}
   */
  public RegistryDouble on(String part, int times, Misfortune misfortune) {
    plans.add(new Plan(part, new AtomicInteger(times), misfortune));
    return this;
  }

  /** What was asked for, in order. */
  public List<String> paths() {
    return server.seen().stream().map(Seen::path).toList();
  }

  /** The credentials that came, in order, where any did. */
  public List<String> authorizations() {
    return server.seen().stream().flatMap(s -> s.authorization().stream()).toList();
  }

  /** The ranges that were asked for, in order. */
  public List<String> ranges() {
    return server.seen().stream().flatMap(s -> s.range().stream()).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional<Misfortune> misfortune = next(path);
    Optional<String> sent =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    Matcher matcher = PATH.matcher(path);
    String repository = matcher.matches() ? matcher.group(1) : "";
    Optional<String> challenge = guard.challenge(sent, repository);
    if (misfortune.isEmpty() && challenge.isPresent()) {
      if (!challenge.get().isEmpty()) {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge.get());
      }
      error(exchange, 401, "UNAUTHORIZED", "authentication required");
    } else if (misfortune.isPresent() && answered(exchange, misfortune.get())) {
      return;
    } else if (path.equals("/v2/")) {
      send(exchange, 200, new byte[0], new byte[0].length);
    } else {
      serve(exchange, path, misfortune);
    }
  }

  private Optional<Misfortune> next(String path) {
    Iterator<Plan> iterator = plans.iterator();
    while (iterator.hasNext()) {
      Plan plan = iterator.next();
      if (path.contains(plan.part()) && plan.times().getAndDecrement() > 0) {
        return Optional.of(plan.misfortune());
      }
    }
    return Optional.empty();
  }

  /** Misfortunes that need no content; whether it was one. */
  private static boolean answered(HttpExchange exchange, Misfortune misfortune) throws IOException {
    switch (misfortune) {
      case Misfortune.Drop() -> exchange.close();
      case Misfortune.Answer answer -> {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        send(exchange, answer.status(), body, body.length);
      }
      case Misfortune.RedirectTo(String base) -> {
        exchange.getResponseHeaders().set("Location", base + exchange.getRequestURI());
        send(exchange, 307, new byte[0], 0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void serve(HttpExchange exchange, String path, Optional<Misfortune> misfortune)
      throws IOException {
    Content content = contents.get(path.replaceFirst("^/v2/", ""));
    if (content == null) {
      boolean manifest = path.contains("/manifests/");
      error(
          exchange,
          404,
          manifest ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN",
          manifest ? "manifest unknown" : "blob unknown to registry");
      return;
    }
    Misfortune how = misfortune.orElse(new Misfortune.Answer(0, Map.of(), ""));
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            how instanceof Misfortune.WrongType(String type) ? type : content.mediaType());
    byte[] bytes = content.bytes();
    int from = 0;
    Matcher range =
        RANGE.matcher(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
    if (range.matches() && !(how instanceof Misfortune.NoRange)) {
      from = Integer.parseInt(range.group(1)) + (how instanceof Misfortune.WrongRange ? 1 : 0);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    send(exchange, how, range.matches() && from > 0 ? 206 : 200, bytes, from);
  }

  private void send(HttpExchange exchange, Misfortune how, int status, byte[] all, int from)
      throws IOException {
    byte[] bytes = Arrays.copyOfRange(all, from, all.length);
    switch (how) {
      case Misfortune.CutAfter(long count) ->
          part(exchange, status, bytes, Math.min(bytes.length, count));
      case Misfortune.StallAfter(long count) -> {
        part(exchange, status, bytes, Math.min(bytes.length, count));
        try {
          closing.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case Misfortune.WrongLength(int difference) -> {
        byte[] other = Arrays.copyOf(bytes, bytes.length + difference);
        send(exchange, status, other, other.length);
      }
      case Misfortune.Endless(int surplus) -> {
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length + surplus));
        exchange.getResponseBody().close();
      }
      case Misfortune.WrongBytes() -> {
        bytes[bytes.length / 2] ^= 1;
        send(exchange, status, bytes, bytes.length);
      }
      default -> send(exchange, status, bytes, bytes.length);
    }
  }

  /** Announces all and sends the beginning; the connection is closed when the exchange is. */
  private static void part(HttpExchange exchange, int status, byte[] bytes, long count)
      throws IOException {
    exchange.sendResponseHeaders(status, bytes.length);
    OutputStream body = exchange.getResponseBody();
    body.write(bytes, 0, (int) count);
    body.flush();
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, int length)
      throws IOException {
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    exchange.getResponseBody().write(bytes, 0, length);
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    byte[] body =
        ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, status, body, body.length);
  }

  @Override
  public void close() {
    closing.countDown();
    server.close();
  }
}
