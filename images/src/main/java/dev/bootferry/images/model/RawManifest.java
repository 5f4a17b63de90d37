package dev.bootferry.images.model;

import dev.bootferry.core.Digest;
import java.util.Arrays;

/**
 * The exact bytes of a manifest or an index, with the media type that travels with them. The bytes
 * are what the digest names; they are passed on as they came and never written again from parts.
 */
public final class RawManifest {
  /** As large as registries accept; what is larger is no manifest. */
  public static final int MAX_BYTES = 4 << 20;

  private final String mediaType;
  private final byte[] bytes;
  private final Digest digest;

  public RawManifest(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
    this.digest = Digest.sha256(bytes);
  }

  public String mediaType() {
    return mediaType;
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  /** Computed from the bytes, always SHA-256. */
  public Digest digest() {
    return digest;
  }

  public boolean isIndex() {
    return MediaTypes.isIndex(mediaType);
  }

  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawManifest m
        && mediaType.equals(m.mediaType)
        && Arrays.equals(bytes, m.bytes);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return mediaType + " " + digest;
  }
}
