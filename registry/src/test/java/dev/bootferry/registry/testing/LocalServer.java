package dev.bootferry.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server on a free port of 127.0.0.1 that remembers what it was asked. */
final class LocalServer implements AutoCloseable {
  /** One request as it came. */
  record Seen(String method, String path, Optional<String> authorization, Optional<String> range) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Optional<PlainFront> front;

  LocalServer(Optional<SSLContext> tls, HttpHandler handler) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    if (tls.isPresent()) {
      HttpsServer https = HttpsServer.create(any, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      server = https;
    } else {
      server = HttpServer.create(any, 0);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
    front = tls.isPresent() ? Optional.empty() : Optional.of(new PlainFront(server.getAddress()));
  }

  private void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization")),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("range"))));
    try (exchange) {
      handler.handle(exchange);
    }
  }

  /** Host and port. */
  String host() {
    return "127.0.0.1:"
        + front.map(PlainFront::port).orElseGet(() -> server.getAddress().getPort());
  }

  String base() {
    return (front.isEmpty() ? "https://" : "http://") + host();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    if (front.isPresent()) {
      try {
        front.get().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
