package dev.bootferry.registry.client;

import dev.bootferry.images.reference.ImageName;
import dev.bootferry.registry.http.HttpCall;
import dev.bootferry.registry.http.HttpProblems;
import dev.bootferry.registry.http.HttpReply;
import dev.bootferry.registry.http.HttpTransport;
import dev.bootferry.registry.http.NetworkFailure;
import dev.bootferry.registry.http.Retry;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where a registry's interface is. It is spoken to by https; only when TLS need not be verified and
 * https does not work at all, by http, as skopeo does it.
 */
final class Endpoint {
  /** Docker Hub calls itself by one name and answers under another. */
  private static final String DOCKER_HUB = "registry-1.docker.io";

  private final String host;
  private final HttpTransport transport;
  private final Retry retry;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<URI> found;

  Endpoint(String registry, boolean tlsVerify, HttpTransport transport, Retry retry) {
    this.host = registry.equals(ImageName.DEFAULT_REGISTRY) ? DOCKER_HUB : registry;
    this.transport = transport;
    this.retry = retry;
    this.found = tlsVerify ? Optional.of(base("https")) : Optional.empty();
  }

  /**
   * The address of something below the interface's root.
   *
   * @param path relative
   * @param what it is needed for, for messages
   */
  URI base(String what, String path) {
    if (found.isEmpty()) {
      lock.lock();
      try {
        if (found.isEmpty()) {
          found = Optional.of(find(what));
        }
      } finally {
        lock.unlock();
      }
    }
    return found.orElseThrow().resolve(path);
  }

  private URI base(String scheme) {
    return URI.create(scheme + "://" + host + "/v2/");
  }

  private URI find(String what) {
    URI https = base("https");
    try (HttpReply reply = retry.run(what, https, transport, this::ping)) {
      return base(reply.uri().getScheme());
    } catch (IOException e) {
      throw HttpProblems.failure(what, https, e);
    }
  }

  /** Any answer will do. When neither way works, the failure that says more is the one to tell. */
  private HttpReply ping() throws IOException {
    try {
      return transport.send(HttpCall.get(base("https")));
    } catch (IOException https) {
      if (NetworkFailure.of(https) == NetworkFailure.INTERRUPTED) {
        throw https;
      }
      try {
        return transport.send(HttpCall.get(base("http")));
      } catch (IOException http) {
        http.addSuppressed(https);
        throw http;
      }
    }
  }
}
