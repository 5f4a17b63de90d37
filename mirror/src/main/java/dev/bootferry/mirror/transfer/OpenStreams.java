package dev.bootferry.mirror.transfer;

import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that are being read, so that they can be ended from another thread. Threads are not
 * interrupted for that: an interrupt in the middle of a write would close the file that all of them
 * write to.
 */
final class OpenStreams {
  private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  InputStream open(BlobSource source, Descriptor descriptor, long offset) throws IOException {
    check();
    InputStream in = source.blob(descriptor, offset);
    open.add(in);
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        check();
        return in.read(buffer, from, length);
      }

      @Override
      public void close() throws IOException {
        open.remove(in);
        in.close();
      }
    };
  }

  /** Ends the thread's work when all is to stop. */
  void check() throws IOException {
    if (stopped) {
      throw new Stopped();
    }
  }

  /** Stops all. */
  void stop() {
    stopped = true;
    for (InputStream in : open) {
      try {
        in.close();
      } catch (IOException | RuntimeException e) {
        // Whoever reads it gets its own error.
      }
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /** Thrown in threads that are told to stop. */
  static final class Stopped extends IOException {
    Stopped() {
      super("stopped because something else failed");
    }
  }
}
