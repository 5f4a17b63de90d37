package dev.bootferry.registry.client;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.registry.auth.CredentialStore;
import dev.bootferry.registry.auth.RepositoryAuth;
import dev.bootferry.registry.auth.TokenClient;
import dev.bootferry.registry.http.Authorities;
import dev.bootferry.registry.http.EnvironmentProxies;
import dev.bootferry.registry.http.HttpTransport;
import dev.bootferry.registry.http.Pause;
import dev.bootferry.registry.http.Retry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * Reads from registries (OCI distribution specification 1.1, "Pull"). Connections and tokens are
 * shared by all images read through one client. Thread-safe.
 */
public final class RegistryClient implements AutoCloseable {
  private final RegistryOptions options;
  private final InstantSource clock;
  private final HttpTransport transport;
  private final Retry retry;
  private final CredentialStore credentials;
  private final TokenClient tokens;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final Map<String, Repository> repositories = new ConcurrentHashMap<>();

  /**
   * Nothing is connected yet.
   *
   * @param progress is told of repetitions
   * @throws dev.bootferry.core.problem.ProblemException {@code auth-file-invalid}, {@code
   *     proxy-invalid}, {@code ca-file-invalid}
   */
  public RegistryClient(RegistryOptions options, Progress progress) {
    this(options, progress, Pause.REAL, InstantSource.system());
  }

  RegistryClient(RegistryOptions options, Progress progress, Pause pause, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.credentials = CredentialStore.of(options.authFile(), options.environment());
    this.transport =
        new HttpTransport(
            tls(options),
            new EnvironmentProxies(options.environment()),
            options.connectTimeout(),
            options.idleTimeout(),
            !options.tlsVerify());
    this.retry = new Retry(options.retries(), pause, clock, progress::note);
    this.tokens = new TokenClient(transport, retry, !options.tlsVerify());
  }

  /** An image; nothing is asked of the registry yet. Closing it leaves the client open. */
  public RegistrySource source(ImageName image) {
    return new RegistrySource(image, repository(image), retry);
  }

  private Repository repository(ImageName image) {
    return repositories.computeIfAbsent(
        image.repository(),
        _ ->
            new Repository(
                image.registry(),
                image.path(),
                endpoint(image.registry()),
                new RepositoryAuth(image.registry(), image.path(), credentials, tokens, clock),
                transport,
                retry));
  }

  private Endpoint endpoint(String registry) {
    return endpoints.computeIfAbsent(
        registry, r -> new Endpoint(r, options.tlsVerify(), transport, retry));
  }

  private static SSLContext tls(RegistryOptions options) {
    return options.tlsVerify()
        ? Authorities.verifying(options.environment())
        : Authorities.acceptingAll();
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    transport.close();
  }
}
