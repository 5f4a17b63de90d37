package dev.bootferry.registry.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How registries are talked to.
 *
 * @param tlsVerify false also accepts servers whose certificate no authority has signed, and those
 *     without TLS
 * @param authFile the only file with credentials; else those of podman and docker
 * @param environment for proxies, authorities and the places of credentials
 * @param connectTimeout for each connection
 * @param idleTimeout after which a silent server counts as stalled
 * @param retries repetitions of a request or a transfer that broke off
 */
public record RegistryOptions(
    boolean tlsVerify,
    Optional<Path> authFile,
    Map<String, String> environment,
    Duration connectTimeout,
    Duration idleTimeout,
    int retries) {
  public RegistryOptions {
    environment = Map.copyOf(environment);
    if (retries < 0 || !connectTimeout.isPositive() || !idleTimeout.isPositive()) {
      throw new IllegalArgumentException("retries and times are not negative");
    }
  }

  /** TLS verified, this process's environment, 15 s to connect, 60 s of silence, 3 retries. */
  public static RegistryOptions standard() {
    return new RegistryOptions(
        true, Optional.empty(), System.getenv(), Duration.ofSeconds(15), Duration.ofSeconds(60), 3);
  }

  public RegistryOptions withTlsVerify(boolean verify) {
    return new RegistryOptions(verify, authFile, environment, connectTimeout, idleTimeout, retries);
  }

  public RegistryOptions withAuthFile(Path file) {
    return new RegistryOptions(
        tlsVerify, Optional.of(file), environment, connectTimeout, idleTimeout, retries);
  }

  public RegistryOptions withEnvironment(Map<String, String> variables) {
    return new RegistryOptions(
        tlsVerify, authFile, variables, connectTimeout, idleTimeout, retries);
  }

  public RegistryOptions withTimeouts(Duration connect, Duration idle) {
    return new RegistryOptions(tlsVerify, authFile, environment, connect, idle, retries);
  }

  public RegistryOptions withRetries(int count) {
    return new RegistryOptions(
        tlsVerify, authFile, environment, connectTimeout, idleTimeout, count);
  }
}
