package dev.bootferry.images.layer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A layer's content decompressed. At its end, and before a complaint about the content, the
 * compressed bytes have been compared with the descriptor: when they are not what was promised,
 * that is what is wrong.
 */
final class CompressedLayer extends InputStream {
  private final Counted compressed;
  private final Descriptor layer;
  private final String name;
  private @Nullable InputStream plain;
  private boolean ended;

  /**
   * Begins to read.
   *
   * @param proven whether the stream itself answers for the compressed bytes' digest, which is then
   *     not computed again
   */
  CompressedLayer(
      InputStream compressed, Descriptor layer, String name, ByteCounter counter, boolean proven) {
    this.compressed =
        new Counted(
            compressed, layer, name, counter, proven ? null : layer.digest().newComputation());
    this.layer = layer;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int read;
    try {
      InputStream in = plain;
      if (in == null) {
        in = Decompression.open(compressed, layer.mediaType(), name);
        plain = in;
      }
      read = in.read(buffer, offset, length);
    } catch (SourceException e) {
      throw e.cause();
    } catch (IOException e) {
      // Decompressing failed, not reading: is it the content that was meant?
      verify();
      throw new Problem(
              ImagesProblem.LAYER_INVALID,
              "decompress " + name,
              String.valueOf(e.getMessage()),
              "The image is damaged: build or push it again.")
          .exception(e);
    } catch (ProblemException e) {
      verify();
      throw e;
    }
    if (read < 0) {
      verify();
      ended = true;
    }
    return read;
  }

  /** Reads what the decompressor left, and compares. */
  private void verify() throws IOException {
    try {
      compressed.transferTo(OutputStream.nullOutputStream());
    } catch (SourceException e) {
      throw e.cause();
    }
    if (compressed.count != layer.size()) {
      throw sizeMismatch(layer, name, "it has " + compressed.count);
    }
    if (compressed.computation == null) {
      return;
    }
    byte[] raw = compressed.computation.digest();
    if (!layer.digest().matches(raw)) {
      throw new Problem(
              ImagesProblem.BLOB_DIGEST_MISMATCH,
              "verify " + name,
              "its bytes have the digest " + digestText(layer.digest(), raw),
              "The copy is damaged or was changed: fetch the image again.")
          .exception();
    }
  }

  private static String digestText(Digest like, byte[] raw) {
    return like.algorithm() + ":" + HexFormat.of().formatHex(raw);
  }

  private static ProblemException sizeMismatch(Descriptor layer, String name, String why) {
    return new Problem(
            ImagesProblem.BLOB_SIZE_MISMATCH,
            "verify " + name,
            why + " bytes, the manifest says " + layer.size(),
            "The copy is cut short or damaged: fetch the image again.")
        .exception();
  }

  @Override
  public void close() throws IOException {
    try {
      InputStream in = plain;
      if (in != null) {
        in.close();
      }
    } finally {
      compressed.close();
    }
  }

  /** So that failing to read is told apart from failing to decompress. */
  private static final class SourceException extends IOException {
    private final transient Exception failure;

    SourceException(Exception failure) {
      super(failure);
      this.failure = failure;
    }

    /** What the source itself threw. */
    IOException cause() {
      if (failure instanceof ProblemException problem) {
        throw problem;
      }
      return failure instanceof IOException e ? e : new IOException(failure);
    }
  }

  /** Counts for the progress, hashes, and stops at the first byte too many. */
  private static final class Counted extends FilterInputStream {
    private final Descriptor layer;
    private final String name;
    private final ByteCounter counter;
    private final @Nullable MessageDigest computation;
    private long count;

    Counted(
        InputStream in,
        Descriptor layer,
        String name,
        ByteCounter counter,
        @Nullable MessageDigest computation) {
      super(in);
      this.layer = layer;
      this.name = name;
      this.counter = counter;
      this.computation = computation;
    }

    /** What is skipped is content too. */
    @Override
    public long skip(long wanted) throws IOException {
      byte[] passed = new byte[(int) Math.min(8192, Math.max(0, wanted))];
      return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(buffer, offset, length);
      } catch (IOException | ProblemException e) {
        throw new SourceException(e);
      }
      if (read > 0) {
        count += read;
        counter.moved(read);
        if (count > layer.size()) {
          throw sizeMismatch(layer, name, "it has more than " + layer.size());
        }
        if (computation != null) {
          computation.update(buffer, offset, read);
        }
      }
      return read;
    }
  }
}
