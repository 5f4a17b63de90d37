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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, in capitals
 * or small letters, as curl and podman read them. Hosts of this very machine are never reached
 * through a proxy. Only proxies that are spoken to by HTTP are supported; a name and a password in
 * the address, {@code http://USER:PASSWORD@HOST:PORT}, are sent to the proxy alone.
 */
public final class EnvironmentProxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Optional<Way> http;
  private final Optional<Way> https;
  private final NoProxy exceptions;

  /**
   * One proxy.
   *
   * @param authorization what it is shown, when its address has a password
   */
  private record Way(Proxy proxy, Optional<String> authorization) {}

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
    return way(uri).map(w -> List.of(w.proxy())).orElse(DIRECT);
  }

  /** What the proxy for this address wants as {@code Proxy-Authorization}, if anything. */
  Optional<String> authorization(URI uri) {
    return way(uri).flatMap(Way::authorization);
  }

  private Optional<Way> way(URI uri) {
    boolean tls = "https".equals(uri.getScheme());
    String host = uri.getHost();
    if (host == null) {
      return Optional.empty();
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return (tls ? https : http).filter(_ -> !exceptions.covers(host, port));
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

  private static Optional<Way> proxy(Map<String, String> environment, String name) {
    return variable(environment, name).map(value -> proxy(name, value.strip()));
  }

  private static Way proxy(String name, String value) {
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "it is no address");
    }
    if (!"http".equals(uri.getScheme())) {
      throw invalid(name, "proxies of the kind '" + uri.getScheme() + "' are not supported");
    }
    if (uri.getHost() == null) {
      throw invalid(name, "there is no host in it");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : 80;
    Optional<String> authorization =
        Optional.ofNullable(uri.getUserInfo())
            .map(both ->
                "Basic "
                    + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    return new Way(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port)),
        authorization);
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
