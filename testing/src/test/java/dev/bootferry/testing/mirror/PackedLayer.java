package dev.bootferry.testing.mirror;

import com.github.luben.zstd.Zstd;
import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A layer as an image names it. */
record PackedLayer(Descriptor descriptor, Digest diffId, byte[] content) {

  /** How a layer is compressed. */
  enum Packing {
    GZIP(MediaTypes.OCI_LAYER_GZIP),
    ZSTD(MediaTypes.OCI_LAYER_ZSTD),
    NONE(MediaTypes.OCI_LAYER);

    private final String mediaType;

    Packing(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  static PackedLayer of(byte[] tar, Packing packing) {
    byte[] packed =
        switch (packing) {
          case GZIP -> gzip(tar);
          case ZSTD -> Zstd.compress(tar);
          case NONE -> tar;
        };
    return new PackedLayer(
        new Descriptor(packing.mediaType, Digest.sha256(packed), packed.length),
        Digest.sha256(tar),
        packed);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(result)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }
}
