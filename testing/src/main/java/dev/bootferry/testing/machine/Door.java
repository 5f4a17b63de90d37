package dev.bootferry.testing.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A socket in the file system through which one visitor comes. */
final class Door implements AutoCloseable {
  private final Path name;
  private final ServerSocketChannel channel;

  Door(Path name) throws IOException {
    this.name = name;
    this.channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(name));
  }

  /** Waits for the visitor; fails when the time is over or the door was shut. */
  SocketChannel accept(Duration timeout) throws IOException {
    FutureTask<SocketChannel> coming = new FutureTask<>(channel::accept);
    Thread visitor = Thread.ofVirtual().start(coming);
    try {
      return coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("nobody came to " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting at " + name, e);
    } finally {
      visitor.interrupt();
    }
  }

  /** Lets nobody in any more; a waiting {@link #accept} fails. */
  void shut() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException {
    shut();
    Files.deleteIfExists(name);
  }
}
