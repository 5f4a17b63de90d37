package dev.bootferry.core;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A content digest as the OCI image specification writes it: {@code algorithm:lowercase-hex}.
 *
 * <p>Only {@code sha256} and {@code sha512} are accepted, the two that the specification registers
 * and that every reader knows.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex lower-case hexadecimal, 64 or 128 characters
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");

  public Digest {
    Pattern pattern =
        switch (algorithm) {
          case "sha256" -> SHA256;
          case "sha512" -> SHA512;
          default -> throw new IllegalArgumentException("unknown digest algorithm " + algorithm);
        };
    if (!pattern.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a " + algorithm + " digest: " + hex);
    }
  }

  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws IllegalArgumentException when it is not a digest
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a digest: " + text);
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Reads {@code algorithm:hex}; empty when it is not a digest. */
  public static Optional<Digest> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static Digest sha256(byte[] content) {
    return ofSha256(newSha256().digest(content));
  }

  /** The digest for the 32 raw bytes that a SHA-256 computation ended with. */
  public static Digest ofSha256(byte[] raw) {
    return new Digest("sha256", HexFormat.of().formatHex(raw));
  }

  /** A fresh computation of this digest's algorithm. */
  public MessageDigest newComputation() {
    return switch (algorithm) {
      case "sha512" -> messageDigest("SHA-512");
      default -> newSha256();
    };
  }

  public static MessageDigest newSha256() {
    return messageDigest("SHA-256");
  }

  /** Whether these raw bytes, the end of a computation, are this digest. */
  public boolean matches(byte[] raw) {
    return MessageDigest.isEqual(raw, HexFormat.of().parseHex(hex));
  }

  /** Whether this is the digest of the remaining bytes of the buffer, which are consumed. */
  public boolean matches(ByteBuffer content) {
    MessageDigest computation = newComputation();
    computation.update(content);
    return matches(computation.digest());
  }

  /** The first twelve hex characters, for people. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  private static MessageDigest messageDigest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
