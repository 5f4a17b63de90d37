package dev.bootferry.registry.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param uri absolute, http or https
 * @param headers by name; names are compared without case
 * @param form sent as {@code application/x-www-form-urlencoded} by POST; otherwise it is a GET
 */
public record HttpCall(URI uri, Map<String, String> headers, Optional<String> form) {
  static final String AUTHORIZATION = "authorization";

  public HttpCall {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("not an absolute http or https URI: " + uri);
    }
    headers = Map.copyOf(headers);
  }

  public static HttpCall get(URI uri) {
    return new HttpCall(uri, Map.of(), Optional.empty());
  }

  public static HttpCall post(URI uri, String form) {
    return new HttpCall(uri, Map.of(), Optional.of(form));
  }

  /** With one more header. */
  public HttpCall with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(uri, more, form);
  }

  /** With the header {@code Authorization} when there is something to send. */
  public HttpCall authorized(Optional<String> authorization) {
    return authorization.map(a -> with(AUTHORIZATION, a)).orElse(this);
  }

  /** The same request to where it was redirected; credentials go to their own origin only. */
  HttpCall redirectedTo(URI target) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    if (!origin(uri).equals(origin(target))) {
      kept.keySet().removeIf(name -> name.equalsIgnoreCase(AUTHORIZATION));
    }
    return new HttpCall(target, kept, form);
  }

  /** Scheme, host and port: what the web calls the origin. */
  static String origin(URI uri) {
    return uri.getScheme() + "://" + authority(uri);
  }

  /** Host and port, the port also where it is the scheme's own. */
  static String authority(URI uri) {
    int port = uri.getPort();
    if (port < 0) {
      port = uri.getScheme().equals("https") ? 443 : 80;
    }
    return uri.getHost().toLowerCase(java.util.Locale.ROOT) + ":" + port;
  }
}
