package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.images.layout.LayoutFile;
import java.io.IOException;
import java.io.InputStream;

/**
 * One blob to hash.
 *
 * @param size bytes that it should have
 */
record BlobCheck(String path, Digest digest, long size, Content content) {
  /** Opens the content, which may turn out shorter than it should be. */
  interface Content {
    InputStream open() throws IOException;
  }

  static BlobCheck of(LayoutFile file, Digest digest) {
    return new BlobCheck(file.path(), digest, file.size(), () -> file.open(0));
  }
}
