package dev.bootferry.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream for one reader. Unlike the JDK's own it notices when nothing comes, and takes
 * whatever has arrived in one read. What has arrived and was not read is bounded: {@link #AHEAD}
 * pieces, each at most three of the client's buffers.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
  /** Enough that the connection is read on while the reader works on a piece. */
  private static final int AHEAD = 8;

  private sealed interface Event {
    record Piece(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record End() implements Event {}
  }

  private final Duration idle;
  // No more than AHEAD pieces, which were asked for, one end and two failures are ever in it.
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  // The reader's own.
  private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private volatile boolean ended;

  BodyStream(Duration idle) {
    this.idle = idle;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    if (!subscription.compareAndSet(null, newSubscription) || closed.get()) {
      newSubscription.cancel();
    } else {
      newSubscription.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    events.add(new Event.Piece(item));
  }

  @Override
  public void onError(Throwable throwable) {
    events.add(new Event.Failed(throwable));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (!current.hasRemaining()) {
      if (ended) {
        return -1;
      }
      if (buffers.hasNext()) {
        current = buffers.next();
      } else {
        take(next());
      }
    }
    int filled = 0;
    while (filled < length && arrived()) {
      int count = Math.min(length - filled, current.remaining());
      current.get(target, offset + filled, count);
      filled += count;
    }
    return filled;
  }

  /** Whether more can be read without waiting; what ends the body is left for the next read. */
  private boolean arrived() {
    while (!current.hasRemaining()) {
      if (buffers.hasNext()) {
        current = buffers.next();
      } else if (events.peek() instanceof Event.Piece piece) {
        Event _ = events.poll();
        more(piece);
      } else {
        return false;
      }
    }
    return true;
  }

  private Event next() throws IOException {
    if (closed.get()) {
      throw new IOException("the stream is closed");
    }
    try {
      Event event = events.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        close();
        throw new StalledException(idle);
      }
      return event;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the transfer was interrupted");
    }
  }

  private void take(Event event) throws IOException {
    switch (event) {
      case Event.Piece piece -> more(piece);
      case Event.End() -> ended = true;
      case Event.Failed(Throwable cause) -> {
        closed.set(true);
        throw new IOException(String.valueOf(cause.getMessage()), cause);
      }
    }
  }

  private void more(Event.Piece piece) {
    buffers = piece.buffers().iterator();
    Subscription flow = subscription.get();
    if (flow != null) {
      flow.request(1);
    }
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true) && !ended) {
      Subscription flow = subscription.get();
      if (flow != null) {
        flow.cancel();
      }
      // The client does not always say that a body was cancelled; a reader must not wait for it.
      events.add(new Event.Failed(new IOException("the stream is closed")));
    }
  }
}
