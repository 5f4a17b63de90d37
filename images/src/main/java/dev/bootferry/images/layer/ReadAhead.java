package dev.bootferry.images.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads another stream in a thread of its own, ahead of the reader by a few buffers, so that the
 * work of the two is done at the same time. What the other stream throws, the reader gets when it
 * comes there. Closing ends the thread and closes the other stream.
 */
final class ReadAhead extends InputStream {
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 256 << 10;

  /** A piece of the stream; the last has no bytes, or the reason why there are no more. */
  private static final class Piece {
    final byte[] bytes = new byte[BUFFER_BYTES];
    int length;
    @Nullable Throwable failure;
  }

  private final InputStream in;
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Piece> empty = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Piece current;
  private int at;

  ReadAhead(InputStream in, String name) {
    this.in = in;
    for (int i = 0; i < BUFFERS; i++) {
      empty.add(new Piece());
    }
    this.thread = Thread.ofPlatform().daemon().name("read-" + name).start(this::run);
  }

  private void run() {
    try (in) {
      boolean more = true;
      while (more && !closed) {
        Piece piece = empty.take();
        piece.length = 0;
        try {
          piece.length = in.readNBytes(piece.bytes, 0, BUFFER_BYTES);
        } catch (Exception | Error e) {
          piece.failure = e;
        }
        more = piece.length > 0 && piece.failure == null;
        full.put(piece);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but the end of the program.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger(ReadAhead.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }

  /** The piece whose bytes from {@code at} on come next; null at the end. */
  private @Nullable Piece piece() throws IOException {
    Piece piece = current;
    while (piece == null || (at == piece.length && piece.length > 0 && piece.failure == null)) {
      try {
        if (piece != null) {
          empty.put(piece);
        }
        current = null;
        piece = full.take();
        current = piece;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading a layer");
      }
      at = 0;
    }
    if (at < piece.length) {
      return piece;
    }
    rethrow(piece.failure);
    return null;
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Piece piece = piece();
    if (piece == null) {
      return -1;
    }
    int read = Math.min(length, piece.length - at);
    System.arraycopy(piece.bytes, at, buffer, offset, read);
    at += read;
    return read;
  }

  /** Is given the stream's bytes without a copy. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] bytes, int offset, int length);
  }

  /** Passes at most this many bytes; gives how many, or -1 at the end. */
  int pass(long limit, Taker taker) throws IOException {
    Piece piece = piece();
    if (piece == null) {
      return -1;
    }
    int passed = (int) Math.min(limit, piece.length - at);
    taker.take(piece.bytes, at, passed);
    at += passed;
    return passed;
  }

  @Override
  public void close() {
    closed = true;
    // A thread that waits for a buffer gets one, sees that it is all over, and ends.
    full.drainTo(empty);
    Piece held = current;
    if (held != null) {
      current = null;
      empty.add(held);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
