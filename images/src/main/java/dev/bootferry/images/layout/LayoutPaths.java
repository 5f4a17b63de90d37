package dev.bootferry.images.layout;

import dev.bootferry.core.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where things lie in an OCI image layout (OCI image specification 1.1, "Image Layout"). */
public final class LayoutPaths {
  public static final String MARKER = "oci-layout";
  public static final String INDEX = "index.json";
  private static final String BLOBS = "blobs/";

  private LayoutPaths() {}

  /** The content of {@link #MARKER}. */
  public static byte[] marker() {
    return "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
  }

  /** {@code blobs/sha256/<hex>}. */
  public static String blob(Digest digest) {
    return BLOBS + digest.algorithm() + "/" + digest.hex();
  }

  /** The digest that a path names; empty when it is not the path of a blob. */
  public static Optional<Digest> digest(String path) {
    if (!path.startsWith(BLOBS)) {
      return Optional.empty();
    }
    return Digest.tryParse(path.substring(BLOBS.length()).replace('/', ':'))
        .filter(d -> blob(d).equals(path));
  }
}
