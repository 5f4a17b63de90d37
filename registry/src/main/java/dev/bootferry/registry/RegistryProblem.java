package dev.bootferry.registry;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/**
 * Problems of talking to registries. An unknown image is {@code reference-unknown} and an absent
 * blob {@code blob-missing}, as with every other source.
 */
public enum RegistryProblem implements ProblemCode {
  /** Credentials are missing or were refused. */
  UNAUTHORIZED("unauthorized", ExitCode.REFUSED),
  /** No connection could be made. */
  REGISTRY_UNREACHABLE("registry-unreachable", ExitCode.FAILED),
  /** The server's certificate was not accepted, or it does not speak TLS. */
  TLS_FAILED("tls-failed", ExitCode.REFUSED),
  /** The server answered with an error of its own. */
  REGISTRY_ERROR("registry-error", ExitCode.FAILED),
  /** What came is not what the digest in the name or in the index says. */
  MANIFEST_DIGEST_MISMATCH("manifest-digest-mismatch", ExitCode.DAMAGED),
  /** A transfer broke off or stalled, again and again. */
  TRANSFER_CUT("transfer-cut", ExitCode.FAILED),
  /** The server wants fewer requests than we need. */
  RATE_LIMITED("rate-limited", ExitCode.FAILED),
  /** A file with credentials cannot be used. */
  AUTH_FILE_INVALID("auth-file-invalid", ExitCode.REFUSED),
  /** A variable such as HTTPS_PROXY cannot be used. */
  PROXY_INVALID("proxy-invalid", ExitCode.REFUSED),
  /** A file with certificates of authorities cannot be used. */
  CA_FILE_INVALID("ca-file-invalid", ExitCode.REFUSED);

  private final String id;
  private final ExitCode exit;

  RegistryProblem(String id, ExitCode exit) {
    this.id = id;
    this.exit = exit;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
