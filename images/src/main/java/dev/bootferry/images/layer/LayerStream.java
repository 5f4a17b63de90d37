package dev.bootferry.images.layer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.Abandonable;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

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
  private final Digest diffId;
  private final InputStream compressed;
  private final ReadAhead in;
  private final MessageDigest computation;
  private boolean verified;

  private LayerStream(String name, Digest diffId, InputStream compressed, ReadAhead in) {
    this.name = name;
    this.diffId = diffId;
    this.compressed = compressed;
    this.in = in;
    this.computation = diffId.newComputation();
  }

  /**
   * Opens a layer.
   *
   * @param diffId expected, from the image's configuration
   * @param image the image's name, for messages
   * @param counter told of compressed bytes, by another thread
   */
  public static LayerStream open(
      BlobSource blobs, Descriptor layer, Digest diffId, String image, ByteCounter counter)
      throws IOException {
    return of(blobs.blob(layer), layer, diffId, image, counter, blobs.provesContent());
  }

  /** Reads a layer from a stream of its compressed bytes, which it owns from here on and closes. */
  public static LayerStream of(
      InputStream compressed, Descriptor layer, Digest diffId, String image, ByteCounter counter) {
    return of(compressed, layer, diffId, image, counter, false);
  }

  private static LayerStream of(
      InputStream compressed,
      Descriptor layer,
      Digest diffId,
      String image,
      ByteCounter counter,
      boolean proven) {
    String name = "layer " + layer.digest() + " of " + image;
    return new LayerStream(
        name,
        diffId,
        compressed,
        new ReadAhead(
            new CompressedLayer(compressed, layer, name, counter, proven),
            layer.digest().shortHex()));
  }

  /** For messages: {@code layer sha256:12ab of quay.io/org/os:1}. */
  public String name() {
    return name;
  }

  /**
   * Reads, and at the end verifies.
   *
   * @throws dev.bootferry.core.problem.ProblemException at the end, when what was read is not what
   *     it should be: {@code blob-size-mismatch}, {@code blob-digest-mismatch}, {@code
   *     layer-diffid-mismatch}; before it, {@code layer-compression-unknown} or {@code
   *     layer-invalid} when it cannot be decompressed
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      computation.update(buffer, offset, read);
    } else if (read < 0) {
      verify();
    }
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** What is skipped is hashed as well. */
  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    while (skipped < count) {
      int passed = in.pass(count - skipped, computation::update);
      if (passed < 0) {
        verify();
        break;
      }
      skipped += passed;
    }
    return skipped;
  }

  /** Reads what is left, so that the layer is verified. */
  public void drain() throws IOException {
    while (!verified) {
      long _ = skip(Long.MAX_VALUE);
    }
  }

  /** Whether the end was reached and everything agreed. */
  public boolean verified() {
    return verified;
  }

  /**
   * The better of two answers to content that makes no sense: when the rest of the stream shows
   * that it is not even the content that was meant, that; else the complaint about the content.
   */
  public static ProblemException judge(InputStream tar, ProblemException complaint) {
    try {
      tar.transferTo(OutputStream.nullOutputStream());
    } catch (ProblemException e) {
      if (!e.equals(complaint)) {
        e.addSuppressed(complaint);
      }
      return e;
    } catch (IOException e) {
      complaint.addSuppressed(e);
    }
    return complaint;
  }

  private void verify() {
    if (verified) {
      return;
    }
    byte[] raw = computation.digest();
    if (!diffId.matches(raw)) {
      throw new Problem(
              ImagesProblem.LAYER_DIFFID_MISMATCH,
              "verify " + name,
              "its uncompressed content is not the " + diffId + " of the image's configuration",
              "The image is damaged or was put together wrongly: build and push it again.")
          .exception();
    }
    verified = true;
  }

  @Override
  public void close() {
    // The thread that reads ahead may be waiting for bytes that never come.
    if (compressed instanceof Abandonable waiting) {
      waiting.abandon();
    }
    in.close();
  }
}
