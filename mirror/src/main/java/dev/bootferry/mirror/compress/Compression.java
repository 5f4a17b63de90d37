package dev.bootferry.mirror.compress;

import dev.bootferry.images.model.MediaTypes;
import java.util.Locale;
import java.util.Optional;

/** How layers that come unpacked are compressed for a bundle. */
public enum Compression {
  ZSTD(MediaTypes.OCI_LAYER_ZSTD),
  GZIP(MediaTypes.OCI_LAYER_GZIP),
  NONE(MediaTypes.OCI_LAYER);

  private final String mediaType;

  Compression(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Of a layer so compressed. */
  public String mediaType() {
    return mediaType;
  }

  /** As it is written on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The compression of this name. */
  public static Optional<Compression> of(String text) {
    for (Compression compression : values()) {
      if (compression.text().equals(text)) {
        return Optional.of(compression);
      }
    }
    return Optional.empty();
  }
}
