package dev.bootferry.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends single requests over HTTP/1.1, reusing connections; follows redirects. Thread-safe; threads
 * are as many as requests are under way, and end when idle.
 */
public final class HttpTransport implements AutoCloseable {
  /** More than registries ever need; a circle ends here. */
  private static final int MAX_REDIRECTS = 5;

  private static final int[] REDIRECTS = {301, 302, 303, 307, 308};

  /**
   * What the JDK's client takes from system properties when it is first used: pieces of 128 KiB,
   * since its 16 KiB cost a third more time of the processor; and that a proxy is shown a password
   * before a TLS connection, which happens only for one whose address has a password.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "jdk.httpclient.bufsize",
          Integer.toString(128 << 10),
          "jdk.http.auth.tunneling.disabledSchemes",
          "");

  private final HttpClient client;
  private final EnvironmentProxies proxies;
  private final Duration idle;
  private final boolean downgradeAllowed;
  private final Set<String> reached = ConcurrentHashMap.newKeySet();

  /**
   * @param idle after which a silent server counts as stalled
   * @param downgradeAllowed whether https may redirect to http
   */
  public HttpTransport(
      SSLContext tls,
      EnvironmentProxies proxies,
      Duration connect,
      Duration idle,
      boolean downgradeAllowed) {
    PROPERTIES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    this.proxies = proxies;
    this.idle = idle;
    this.downgradeAllowed = downgradeAllowed;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .sslContext(tls)
            .proxy(proxies)
            .build();
  }

  /**
   * Sends a request, and again to wherever it is redirected.
   *
   * @throws IOException when no answer came; {@link NetworkFailure} says what that means
   */
  public HttpReply send(HttpCall call) throws IOException {
    HttpReply reply = once(call);
    HttpCall next = call;
    for (int count = 0; isRedirect(reply) && call.form().isEmpty(); count++) {
      reply.close();
      if (count == MAX_REDIRECTS) {
        throw new RedirectException("it was redirected more than " + MAX_REDIRECTS + " times");
      }
      next = next.redirectedTo(target(next.uri(), reply));
      reply = once(next).afterRedirect();
    }
    return reply;
  }

  /** Whether anything was ever heard from the host of this URI. */
  boolean reached(URI uri) {
    return reached.contains(HttpCall.authority(uri));
  }

  private HttpReply once(HttpCall call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri()).header("User-Agent", "bootferry");
    call.headers().forEach(request::header);
    proxies.authorization(call.uri()).ifPresent(a -> request.header("Proxy-Authorization", a));
    call.form()
        .ifPresent(form ->
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    BodyStream body = new BodyStream(idle);
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request.build(), _ -> body);
    try {
      HttpResponse<InputStream> response = answer.get(idle.toNanos(), TimeUnit.NANOSECONDS);
      reached.add(HttpCall.authority(call.uri()));
      // The refusal of a proxy has no body.
      InputStream content =
          Objects.requireNonNullElse(response.body(), InputStream.nullInputStream());
      return new HttpReply(call.uri(), response.statusCode(), response.headers(), content, false);
    } catch (TimeoutException e) {
      giveUp(answer, body);
      throw new StalledException(idle);
    } catch (InterruptedException e) {
      giveUp(answer, body);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the request was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  /** An answer that comes all the same is closed, so that its connection does not stay open. */
  private static void giveUp(CompletableFuture<?> answer, BodyStream body) {
    answer.cancel(true);
    body.close();
  }

  private static boolean isRedirect(HttpReply reply) {
    for (int status : REDIRECTS) {
      if (reply.status() == status) {
        return reply.header("location").isPresent();
      }
    }
    return false;
  }

  private URI target(URI from, HttpReply reply) throws IOException {
    String location = reply.header("location").orElse("");
    URI target;
    try {
      target = HttpCall.get(from.resolve(location)).uri();
    } catch (IllegalArgumentException e) {
      throw new RedirectException("it was redirected to what is no address: " + location);
    }
    if (from.getScheme().equals("https")
        && target.getScheme().equals("http")
        && !downgradeAllowed) {
      throw new RedirectException(
          "it was redirected from https to "
              + HttpCall.origin(target)
              + ", which is not encrypted");
    }
    return target;
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
