package dev.bootferry.testing.mirror;

import dev.bootferry.testing.mirror.Middleman.Trick;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a {@link Middleman} can do with what passes. */
final class Tricks {
  private Tricks() {}

  /** Changes one bit in the middle. */
  static void flip(InputStream body, OutputStream client) throws IOException {
    byte[] bytes = body.readAllBytes();
    bytes[bytes.length / 2] ^= 1;
    client.write(bytes);
  }

  /**
   * Ends the connection after so many bytes the first time, and before the first byte from then.
   */
  static Trick cutForGood(int after) {
    AtomicBoolean happened = new AtomicBoolean();
    return (body, client) -> {
      if (!happened.getAndSet(true)) {
        client.write(body.readNBytes(after));
        client.flush();
      }
    };
  }

  /** Lets so many bytes through and then waits until it is let go. */
  static final class Hold implements Trick {
    private final int after;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    Hold(int after) {
      this.after = after;
    }

    @Override
    public void pass(InputStream body, OutputStream client)
        throws IOException, InterruptedException {
      client.write(body.readNBytes(after));
      client.flush();
      reached.countDown();
      letGo.await();
      body.transferTo(client);
    }

    /** Waits until somebody has come so far. */
    void awaitReached() throws InterruptedException {
      if (!reached.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody asked for what is held");
      }
    }

    void letGo() {
      letGo.countDown();
    }
  }
}
