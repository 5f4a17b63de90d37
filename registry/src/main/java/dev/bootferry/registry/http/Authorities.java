package dev.bootferry.registry.http;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.RegistryProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are trusted: those of the file that {@code SSL_CERT_FILE} names; else the
 * system's bundle, where Debian, Fedora, SUSE or Alpine keep it; else the JDK's own.
 */
public final class Authorities {
  private static final List<Path> SYSTEM_BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  /** The largest bundles have some 300 KB. */
  private static final long MAX_BUNDLE = 16 << 20;

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]++-----END CERTIFICATE-----");

  private Authorities() {}

  /**
   * A context that accepts servers whose certificate an authority has signed.
   *
   * @param environment for {@code SSL_CERT_FILE}
   * @throws ProblemException {@code ca-file-invalid}
   */
  public static SSLContext verifying(Map<String, String> environment) {
    return context(trusted(environment));
  }

  /** A context that accepts any server, as {@code --tls-verify=false} asks. */
  public static SSLContext acceptingAll() {
    return context(new TrustManager[] {new AcceptAll()});
  }

  private static TrustManager[] trusted(Map<String, String> environment) {
    Optional<Path> file =
        Optional.ofNullable(environment.get("SSL_CERT_FILE"))
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .or(() -> SYSTEM_BUNDLES.stream().filter(Files::isReadable).findFirst());
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      @Nullable KeyStore none = null;
      factory.init(file.isPresent() ? store(file.get()) : none);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows certificates", e);
    }
  }

  private static KeyStore store(Path file) throws GeneralSecurityException {
    List<Certificate> certificates;
    try {
      if (Files.size(file) > MAX_BUNDLE) {
        throw invalid(file, "it is larger than " + MAX_BUNDLE + " bytes", null);
      }
      certificates = certificates(Files.readAllBytes(file));
    } catch (IOException e) {
      throw invalid(file, "it cannot be read: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw invalid(file, "there is no certificate in it", null);
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca" + i, certificates.get(i));
    }
    return store;
  }

  /** Each block of its own: bundles carry comments, and now and then one that Java cannot read. */
  static List<Certificate> certificates(byte[] pem) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    Matcher blocks = CERTIFICATE.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
      try {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(block)));
      } catch (CertificateException e) {
        // One authority less: what it signed is refused, with the reason.
      }
    }
    return certificates;
  }

  private static SSLContext context(TrustManager[] managers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static ProblemException invalid(Path file, String why, @Nullable Throwable cause) {
    Problem problem =
        new Problem(
            RegistryProblem.CA_FILE_INVALID,
            "read the certificate authorities of " + file,
            why,
            "Name a PEM file with SSL_CERT_FILE, or install the package ca-certificates.");
    return cause == null ? problem.exception() : problem.exception(cause);
  }
}
