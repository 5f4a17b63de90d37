package dev.bootferry.images.source;

/** A stream whose reader may have to wait long, and can be called away by another thread. */
public interface Abandonable {
  /**
   * Ends a read that is waiting for bytes, now or later, with an {@link
   * java.io.InterruptedIOException}. Does not wait for that; the stream is still to be closed by
   * its reader.
   */
  void abandon();
}
