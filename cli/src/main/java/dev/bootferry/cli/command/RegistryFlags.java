package dev.bootferry.cli.command;

import dev.bootferry.cli.usecase.RegistryAccess;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How registries are talked to; spelt as skopeo and podman spell it. */
final class RegistryFlags {
  @Option(
      names = "--tls-verify",
      arity = "0..1",
      paramLabel = "BOOL",
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Demand TLS with a certificate that the system trusts. Default: ${DEFAULT-VALUE}.")
  private boolean tlsVerify;

  @Option(
      names = "--authfile",
      paramLabel = "FILE",
      description = "Credentials, as 'podman login' writes them. Default: podman's and docker's.")
  private @Nullable Path authFile;

  RegistryAccess access() {
    return new RegistryAccess(tlsVerify, Optional.ofNullable(authFile));
  }
}
