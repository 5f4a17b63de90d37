package dev.bootferry.mirror.transfer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bundle.BundleOutput;
import dev.bootferry.images.bundle.BundleOutput.BlobReader;
import dev.bootferry.images.bundle.BundleOutput.BlobTarget;
import dev.bootferry.mirror.resume.Leftovers;
import dev.bootferry.mirror.resume.Leftovers.Leftover;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies one blob to its place: hashed once, written once. It is committed only when its length and
 * digest are what its descriptor states.
 */
final class BlobCopy {
  private static final int BUFFER = 256 << 10;

  private final Landing landing;
  private final BundleOutput output;
  private final Leftovers leftovers;
  private final ByteCounter counter;
  private final OpenStreams streams;
  private final byte[] buffer = new byte[BUFFER];
  private MessageDigest computation;

  BlobCopy(
      Landing landing,
      BundleOutput output,
      Leftovers leftovers,
      ByteCounter counter,
      OpenStreams streams) {
    this.landing = landing;
    this.output = output;
    this.leftovers = leftovers;
    this.counter = counter;
    this.streams = streams;
    this.computation = landing.descriptor().digest().newComputation();
  }

  /**
   * Copies.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-size-mismatch}, {@code
   *     blob-digest-mismatch}, or the source's own
   */
  void run() throws IOException {
    Optional<Leftover> leftover = leftovers.of(landing.file());
    try (BlobTarget target = output.blob(landing.file())) {
      if (leftover.isPresent() && goOn(target, leftover.get())) {
        return;
      }
      computation = landing.descriptor().digest().newComputation();
      landing.begin(0);
      fetch(target, 0);
      byte[] raw = computation.digest();
      if (!landing.descriptor().digest().matches(raw)) {
        throw wrongDigest(raw);
      }
      commit(target);
    }
  }

  /** Goes on behind what an earlier run left; false when that turns out to be of no use. */
  private boolean goOn(BlobTarget target, Leftover leftover) throws IOException {
    landing.begin(leftover.length());
    long there = take(target, leftover);
    fetch(target, there);
    if (!landing.descriptor().digest().matches(computation.digest())) {
      counter.moved(-landing.written());
      return false;
    }
    commit(target);
    return true;
  }

  private void commit(BlobTarget target) throws IOException {
    target.commit();
    landing.done();
  }

  /** Hashes the leftover bytes, and brings them here when they lie elsewhere. */
  private long take(BlobTarget target, Leftover leftover) throws IOException {
    long position = 0;
    try (BlobReader reader = leftover.open()) {
      while (position < leftover.length()) {
        streams.check();
        int wanted = (int) Math.min(BUFFER, leftover.length() - position);
        int read = reader.read(ByteBuffer.wrap(buffer, 0, wanted), position);
        if (read <= 0) {
          break;
        }
        computation.update(buffer, 0, read);
        if (!leftover.inPlace()) {
          write(target, position, read);
        }
        position += read;
        landing.wrote(read);
        counter.moved(read);
      }
    }
    return position;
  }

  private void fetch(BlobTarget target, long from) throws IOException {
    long size = landing.descriptor().size();
    long position = from;
    if (from < size || from == 0) {
      try (InputStream in = open(from)) {
        Filled filled = fill(in);
        while (filled.length() > 0) {
          if (position + filled.length() > size) {
            throw wrongSize("more than the " + size + " bytes that its descriptor states came");
          }
          computation.update(buffer, 0, filled.length());
          write(target, position, filled.length());
          position += filled.length();
          landing.wrote(filled.length());
          counter.moved(filled.length());
          filled.rethrow();
          filled = fill(in);
        }
        filled.rethrow();
      }
    }
    if (position < size) {
      throw wrongSize("only " + position + " of its " + size + " bytes came");
    }
  }

  private InputStream open(long from) throws IOException {
    try {
      return streams.open(landing.source(), landing.descriptor(), from);
    } catch (IOException e) {
      new Filled(0, failed(e)).rethrow();
      throw e;
    }
  }

  /** So many bytes are in the buffer, and this is why there are no more. */
  private record Filled(int length, @Nullable Exception failure) {
    void rethrow() throws IOException {
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  /** Fills the buffer; what came before a failure is worth keeping. */
  private Filled fill(InputStream in) {
    int length = 0;
    try {
      while (length < BUFFER) {
        streams.check();
        int read = in.read(buffer, length, BUFFER - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
      return new Filled(length, null);
    } catch (IOException e) {
      return new Filled(length, failed(e));
    } catch (RuntimeException e) {
      return new Filled(length, e);
    }
  }

  /** Reading failed: a problem that names the blob, unless it is only that all is to stop. */
  private Exception failed(IOException e) {
    if (e instanceof OpenStreams.Stopped || e instanceof InterruptedIOException) {
      return e;
    }
    return new Problem(
            CoreProblem.IO_FAILED,
            "copy " + landing.name(),
            String.valueOf(e.getMessage()),
            "Run the same command again: it goes on where this one ended.")
        .exception(e);
  }

  private void write(BlobTarget target, long position, int length) throws IOException {
    BundleOutput.writeFully(
        target.channel(), ByteBuffer.wrap(buffer, 0, length), target.offset() + position);
  }

  private RuntimeException wrongSize(String why) {
    return new Problem(
            ImagesProblem.BLOB_SIZE_MISMATCH,
            "copy " + landing.name(),
            why,
            "Run the same command again: it goes on where this one ended. If it happens again, the"
                + " place it comes from is damaged.")
        .exception();
  }

  private RuntimeException wrongDigest(byte[] raw) {
    Digest wanted = landing.descriptor().digest();
    return new Problem(
            ImagesProblem.BLOB_DIGEST_MISMATCH,
            "copy " + landing.name(),
            "what came has the digest " + wanted.algorithm() + ":" + HexFormat.of().formatHex(raw),
            "Run the same command again; if it happens again, the place it comes from is damaged or"
                + " something on the way changes what it sends.")
        .exception();
  }
}
