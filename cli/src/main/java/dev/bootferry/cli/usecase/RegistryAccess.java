package dev.bootferry.cli.usecase;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the user wants registries to be talked to.
 *
 * @param tlsVerify false also accepts unknown certificates, and servers without TLS
 * @param authFile the only file with credentials; else those of podman and docker
 */
public record RegistryAccess(boolean tlsVerify, Optional<Path> authFile) {}
