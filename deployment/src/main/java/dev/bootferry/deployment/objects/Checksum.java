package dev.bootferry.deployment.objects;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.variant.Variant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names an object of a repository: the SHA-256 of its content, and of its attributes where it is a
 * file.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Checksum(String hex) implements Comparable<Checksum> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Checksum {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a checksum: " + hex);
    }
  }

  static Checksum of(byte[] content) {
    return new Checksum(Digest.sha256(content).hex());
  }

  static Checksum of(Variant raw) {
    return new Checksum(HexFormat.of().formatHex(raw.bytes()));
  }

  Variant.Bytes raw() {
    return new Variant.Bytes(HexFormat.of().parseHex(hex));
  }

  @Override
  public int compareTo(Checksum other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
