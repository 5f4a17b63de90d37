package dev.bootferry.images.layer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The uncompressed tar of one layer, which verifies itself: who has read to its end knows that the
 * compressed size and digest are the descriptor's and that the uncompressed digest is the diff-id.
 *
 * <p>Reading and decompressing run in a thread of their own, ahead of the reader by a bounded
 * amount. Not for use by several threads at once. Closing early ends that thread and verifies
 * nothing.
 */
public final class LayerStream extends InputStream {
  private final String name;

  private LayerStream(String name) {
    this.name = name;
  }

  /**
   * Opens a layer.
   *
   * @param diffId expected, from the image's configuration
   * @param image the image's name, for messages
   * @param counter told of compressed bytes
   */
  public static LayerStream open(
      BlobSource blobs, Descriptor layer, Digest diffId, String image, ByteCounter counter)
      throws IOException {
    return of(blobs.blob(layer), layer, diffId, image, counter);
  }

  /** Reads a layer from a stream of its compressed bytes, which it owns from here on and closes. */
  public static LayerStream of(
      InputStream compressed, Descriptor layer, Digest diffId, String image, ByteCounter counter) {
    return new LayerStream("layer " + layer.digest() + " of " + image);
  }

  /** For messages: {@code layer sha256:12ab of quay.io/org/os:1}. */
  public String name() {
    return name;
  }

  /**
   * @throws dev.bootferry.core.problem.ProblemException at the end, when what was read is not what
   *     it should be: {@code blob-size-mismatch}, {@code blob-digest-mismatch}, {@code
   *     layer-diffid-mismatch}; before it, {@code layer-compression-unknown} or {@code
   *     layer-invalid} when it cannot be decompressed
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Reads what is left, so that the layer is verified. */
  public void drain() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  /** Whether the end was reached and everything agreed. */
  public boolean verified() {
    return false;
  }
}
