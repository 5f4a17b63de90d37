package dev.bootferry.mirror.transfer;

import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * The streams that are being read, so that reading can be ended from another thread: a source that
 * is slow to answer, or waits before it tries again, holds nobody up who wants to stop. A thread is
 * interrupted only while it is inside a source: an interrupt in the middle of a write would close
 * the file that all of them write to.
 */
final class OpenStreams {
  // Guarded by this.
  private final Set<Thread> inSource = new HashSet<>();
  private boolean stopped;

  InputStream open(BlobSource source, Descriptor descriptor, long offset) throws IOException {
    enter();
    try {
      return new Guarded(source.blob(descriptor, offset));
    } finally {
      leave();
    }
  }

  /** Ends the thread's work when all is to stop. */
  synchronized void check() throws IOException {
    if (stopped) {
      throw new Stopped();
    }
  }

  /** Stops all. */
  synchronized void stop() {
    stopped = true;
    inSource.forEach(Thread::interrupt);
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void enter() throws IOException {
    check();
    inSource.add(Thread.currentThread());
  }

  private synchronized void leave() {
    inSource.remove(Thread.currentThread());
    if (stopped) {
      // It was for the source only, and must not reach the next write.
      boolean _ = Thread.interrupted();
    }
  }

  /** A stream whose reader can be called away. */
  private final class Guarded extends FilterInputStream {
    Guarded(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      enter();
      try {
        return in.read(buffer, from, length);
      } finally {
        leave();
      }
    }
  }

  /** Thrown in threads that are told to stop. */
  static final class Stopped extends IOException {
    Stopped() {
      super("stopped because something else failed");
    }
  }
}
