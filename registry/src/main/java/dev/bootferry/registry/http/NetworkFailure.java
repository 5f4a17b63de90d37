package dev.bootferry.registry.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means that a request failed without an answer. */
public enum NetworkFailure {
  /** The name of the host is not known. */
  UNKNOWN_HOST,
  /** Nobody listens there, or nobody answers at all. */
  NO_CONNECTION,
  /** The certificate was not accepted. */
  CERTIFICATE,
  /** The other side does not speak TLS as we do, or not at all. */
  TLS,
  /** A redirect that is not followed, an answer that is too long. */
  REFUSED_BY_US,
  /** This program is being stopped. */
  INTERRUPTED,
  /** It began and broke off, or nothing more came. */
  BROKEN_OFF;

  private static final int MAX_CAUSES = 20;

  public static NetworkFailure of(IOException failure) {
    boolean tls = false;
    boolean connect = false;
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      switch (cause) {
        case UnresolvedAddressException _, UnknownHostException _ -> {
          return UNKNOWN_HOST;
        }
        case CertificateException _ -> {
          return CERTIFICATE;
        }
        case RedirectException _, TooLongException _ -> {
          return REFUSED_BY_US;
        }
        case HttpConnectTimeoutException _, ConnectException _ -> connect = true;
        case InterruptedIOException _ -> {
          return INTERRUPTED;
        }
        case SSLException _ -> tls = true;
        default -> {}
      }
      cause = cause.getCause();
    }
    if (connect) {
      return NO_CONNECTION;
    }
    return tls ? TLS : BROKEN_OFF;
  }

  /** Whether it may go well next time. */
  boolean passes(boolean reachedBefore) {
    return switch (this) {
      case BROKEN_OFF -> true;
      // A host that was never heard of is more likely misspelt than restarting.
      case UNKNOWN_HOST, NO_CONNECTION -> reachedBefore;
      case CERTIFICATE, TLS, REFUSED_BY_US, INTERRUPTED -> false;
    };
  }

  /** In words: what the exception said, or what it is when it said nothing of use. */
  public static String text(IOException failure) {
    return switch (of(failure)) {
      case UNKNOWN_HOST -> "the host's name is not known";
      case NO_CONNECTION ->
          failure instanceof HttpConnectTimeoutException
              ? "no connection within the time allowed"
              : "the connection was refused or not possible" + detail(failure);
      default -> root(failure);
    };
  }

  private static String detail(IOException failure) {
    String said = root(failure);
    return said.isEmpty() || said.contains("ConnectException") ? "" : ": " + said;
  }

  /** The deepest message there is. */
  private static String root(Throwable failure) {
    String said = failure.getClass().getSimpleName();
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        said = message;
      }
      cause = cause.getCause();
    }
    return said;
  }
}
