package dev.bootferry.mirror.transfer;

import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One blob that is landing, or has landed: how far it is, for those who read it meanwhile. All
 * methods may be called by any thread.
 */
final class Landing {
  private final PlannedFile file;
  private final Descriptor descriptor;
  private final BlobSource source;
  private final String image;
  private long written;
  private long kept;
  private long noted;
  private boolean done;
  private boolean failed;

  /**
   * A blob that is wanted.
   *
   * @param image its image's name, for messages
   */
  Landing(PlannedFile file, Descriptor descriptor, BlobSource source, String image) {
    this.file = file;
    this.descriptor = descriptor;
    this.source = source;
    this.image = image;
  }

  PlannedFile file() {
    return file;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  BlobSource source() {
    return source;
  }

  /** For messages: {@code blob sha256:12ab of docker://host/os:v1}. */
  String name() {
    return descriptor.digest() + " of " + image;
  }

  /**
   * Copying begins, perhaps again.
   *
   * @param earlier bytes of an earlier run that it goes on with: nothing is shown to readers before
   *     they have proved right
   */
  synchronized void begin(long earlier) {
    written = 0;
    noted = 0;
    kept = earlier;
  }

  /** So many more bytes are written. */
  synchronized void wrote(long bytes) {
    written += bytes;
    if (kept == 0) {
      notifyAll();
    }
  }

  /** All is written, and its digest agrees. */
  synchronized void done() {
    done = true;
    notifyAll();
  }

  /** Nothing more will come. */
  synchronized void fail() {
    failed = true;
    notifyAll();
  }

  /** Has all who wait look again. */
  synchronized void wake() {
    notifyAll();
  }

  synchronized boolean isDone() {
    return done;
  }

  /** Bytes that are written, of this run or found from an earlier one. */
  synchronized long written() {
    return written;
  }

  /**
   * Bytes that are written, when that is more than was told before and than an earlier run left.
   */
  synchronized OptionalLong news() {
    if (written <= Math.max(noted, kept)) {
      return OptionalLong.empty();
    }
    noted = written;
    return OptionalLong.of(written);
  }

  /**
   * Waits until bytes behind a position can be read.
   *
   * @param abandoned whether nobody wants them any more; asked again after {@link #wake}
   * @return the position up to which can be read; equal to the given one only at the blob's end
   */
  synchronized long awaitBehind(long position, BooleanSupplier abandoned) throws IOException {
    while (true) {
      long readable = done ? file.size() : kept > 0 ? 0 : written;
      if (readable > position || (done && position >= file.size())) {
        return readable;
      }
      if (failed) {
        throw new TransferStopped(name());
      }
      if (abandoned.getAsBoolean()) {
        throw new InterruptedIOException("nobody waits for " + name() + " any more");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + name());
      }
    }
  }

  /** What readers of a blob get when it will not come; the transfer itself tells why. */
  static final class TransferStopped extends IOException {
    TransferStopped(String name) {
      super(name + " did not arrive");
    }
  }
}
