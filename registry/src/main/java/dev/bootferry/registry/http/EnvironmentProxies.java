package dev.bootferry.registry.http;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, in capitals
 * or small letters, as curl and podman read them. Hosts of this very machine are never reached
 * through a proxy. Only proxies that speak HTTP themselves, without a password, are supported.
 */
public final class EnvironmentProxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Optional<Proxy> http;
  private final Optional<Proxy> https;
  private final NoProxy exceptions;

  /**
   * Reads the variables.
   *
   * @throws ProblemException {@code proxy-invalid}
   */
  public EnvironmentProxies(Map<String, String> environment) {
    this.http = proxy(environment, "HTTP_PROXY");
    this.https = proxy(environment, "HTTPS_PROXY");
    this.exceptions = NoProxy.parse(variable(environment, "NO_PROXY").orElse(""));
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<Proxy> proxy = "https".equals(uri.getScheme()) ? https : http;
    if (proxy.isEmpty() || uri.getHost() == null) {
      return DIRECT;
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return exceptions.covers(uri.getHost(), port) ? DIRECT : List.of(proxy.get());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failure reaches the caller of the request, who reports it.
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static Optional<Proxy> proxy(Map<String, String> environment, String name) {
    return variable(environment, name).map(value -> proxy(name, value.strip()));
  }

  private static Proxy proxy(String name, String value) {
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "it is no address");
    }
    if (!"http".equals(uri.getScheme())) {
      throw invalid(name, "proxies of the kind '" + uri.getScheme() + "' are not supported");
    }
    if (uri.getUserInfo() != null) {
      throw invalid(name, "proxies with a password are not supported");
    }
    if (uri.getHost() == null) {
      throw invalid(name, "there is no host in it");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : 80;
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  /** The value is left out: it may hold a password. */
  private static ProblemException invalid(String name, String why) {
    return new Problem(
            RegistryProblem.PROXY_INVALID,
            "use the proxy that the variable " + name + " names",
            why,
            "Set it as in " + name + "=http://proxy.example:3128, or unset it.")
        .exception();
  }
}
