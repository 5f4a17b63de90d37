package dev.bootferry.images.layer;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * How a layer is compressed. What it is, its first bytes tell; the media type is wrong often enough
 * (archives made by {@code podman save} and {@code skopeo}, for one, used to call everything gzip)
 * to be a hint only.
 */
public enum Decompression {
  NONE,
  GZIP,
  /** Any number of frames, skippable ones too: zstd:chunked layers are such. */
  ZSTD;

  private static final int HEAD_BYTES = 512;

  /**
   * Decompresses a layer.
   *
   * @param compressed closed with the result
   * @param mediaType of the layer's descriptor
   * @param name of the layer, for messages
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-compression-unknown}
   */
  public static InputStream open(InputStream compressed, String mediaType, String name)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(compressed, 64 << 10);
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.reset();
    return switch (detect(head, mediaType, name)) {
      case NONE -> in;
      case GZIP -> new GzipStream(in);
      case ZSTD -> {
        ZstdLibrary.load();
        yield new ZstdInputStreamNoFinalizer(in);
      }
    };
  }

  /** Decompresses gzip, all its members; closing closes the other stream. */
  public static InputStream openGzip(InputStream compressed) {
    return new GzipStream(compressed);
  }

  /**
   * Tells the compression.
   *
   * @param head the first 512 bytes of the layer, or all of a shorter one
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-compression-unknown}
   */
  public static Decompression detect(byte[] head, String mediaType, String name) {
    // First, since an archive's first name may begin with any bytes.
    if (head.length == 0 || TarReader.looksLikeTar(head)) {
      return NONE;
    }
    if (startsWith(head, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)
        || (head.length >= 4
            && (head[0] & 0xF0) == 0x50
            && startsWith(Arrays.copyOfRange(head, 1, 4), 0x2A, 0x4D, 0x18))) {
      return ZSTD;
    }
    String seen =
        startsWith(head, 'B', 'Z', 'h')
            ? "it is compressed by bzip2"
            : startsWith(head, 0xFD, '7', 'z', 'X', 'Z', 0)
                ? "it is compressed by xz"
                : "it begins like neither a tar archive nor gzip nor zstd";
    throw new Problem(
            ImagesProblem.LAYER_COMPRESSION_UNKNOWN,
            "decompress " + name,
            seen + "; its media type is " + mediaType,
            "Push the image again with layers compressed by gzip or zstd, or not at all.")
        .exception();
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
