package dev.bootferry.registry.http;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The one place that words what can go wrong with any request, and what to do about it. */
public final class HttpProblems {
  private HttpProblems() {}

  /**
   * No answer came, or it broke off.
   *
   * @param what was attempted, with registry and repository
   * @param uri whom it was sent to
   */
  public static ProblemException failure(String what, URI uri, IOException cause) {
    return failure(what, uri.getAuthority(), cause);
  }

  /** As the other. */
  public static ProblemException failure(String what, String host, IOException cause) {
    String text = NetworkFailure.text(cause);
    Problem problem =
        switch (NetworkFailure.of(cause)) {
          case UNKNOWN_HOST, NO_CONNECTION ->
              new Problem(
                  RegistryProblem.REGISTRY_UNREACHABLE,
                  what,
                  host + ": " + text,
                  "Check the registry's name and port, that it runs, and the way to it:"
                      + " network, firewall, HTTPS_PROXY and NO_PROXY.");
          case CERTIFICATE ->
              new Problem(
                  RegistryProblem.TLS_FAILED,
                  what,
                  "the certificate of " + host + " is not accepted: " + text,
                  "Add the certificate of its authority to this system's (update-ca-certificates"
                      + " or update-ca-trust), or name its file with SSL_CERT_FILE;"
                      + " --tls-verify=false goes without any check.");
          case TLS ->
              new Problem(
                  RegistryProblem.TLS_FAILED,
                  what,
                  host + " does not speak TLS as it should: " + text,
                  "For a registry without TLS, as on a port for tests, add --tls-verify=false.");
          case REFUSED_BY_US ->
              new Problem(
                  RegistryProblem.REGISTRY_ERROR,
                  what,
                  host + ": " + text,
                  "Check that this is the right registry; its operator can say why it answers so.");
          case INTERRUPTED ->
              new Problem(CoreProblem.INTERRUPTED, what, text, "Run the command again.");
          case BROKEN_OFF ->
              new Problem(
                  RegistryProblem.TRANSFER_CUT,
                  what,
                  host + ": " + text,
                  "Run the command again when the connection is better.");
        };
    return problem.exception(cause);
  }

  /** An answer that is an error; closes it. */
  public static ProblemException status(String what, HttpReply reply, Retry retry) {
    String host = reply.authority();
    if (reply.status() == 429) {
      Optional<Duration> after = retry.retryAfter(reply);
      return new Problem(
              RegistryProblem.RATE_LIMITED,
              what,
              host + " answered " + ServerMessage.of(reply),
              "Wait "
                  + after.map(HttpProblems::words).orElse("a while")
                  + " and run the command again; registries allow more to those who log in"
                  + " (podman login).")
          .exception();
    }
    if (reply.status() == 407) {
      reply.close();
      return new Problem(
              RegistryProblem.REGISTRY_UNREACHABLE,
              what,
              "the proxy asks for a password, or refuses the one it got",
              "Set HTTPS_PROXY or HTTP_PROXY to http://USER:PASSWORD@HOST:PORT, or add the registry"
                  + " to NO_PROXY.")
          .exception();
    }
    return new Problem(
            RegistryProblem.REGISTRY_ERROR,
            what,
            host + " answered " + ServerMessage.of(reply),
            reply.status() >= 500
                ? "The trouble is on the registry's side: run the command again later."
                : "Check that this is the right registry and repository.")
        .exception();
  }

  private static String words(Duration duration) {
    long seconds = Math.max(1, duration.toSeconds());
    return seconds < 120
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d min", Math.ceilDiv(seconds, 60));
  }
}
