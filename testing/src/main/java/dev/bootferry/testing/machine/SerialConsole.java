package dev.bootferry.testing.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The serial line of a machine: what came over it is kept whole, and looked through from where the
 * last look ended. Used by one thread.
 */
public final class SerialConsole implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 50_000_000L;
  private static final int SHOWN_LINES = 60;

  /** Escape sequences and carriage returns say nothing to a test. */
  private static final Pattern CONTROLS =
      Pattern.compile("\u001b(?:\\[[0-9;?=]*[A-Za-z]|[()][A-Z0-9]|[A-Za-z=>])|\r");

  private final SocketChannel channel;
  private final SerialListener listener;
  private final StringBuilder heard = new StringBuilder();
  private volatile boolean ended;
  private int position;

  private SerialConsole(SocketChannel channel, SerialListener listener) {
    this.channel = channel;
    this.listener = listener;
    Thread.ofPlatform().daemon().name("serial").start(this::listen);
  }

  /** Connects as soon as the other end listens. */
  static SerialConsole connect(Path socket, BooleanSupplier over, SerialListener listener)
      throws IOException {
    long deadline = System.nanoTime() + CONNECT.toNanos();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new SerialConsole(channel, listener);
      } catch (IOException e) {
        channel.close();
        if (over.getAsBoolean() || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private void listen() {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        String text = StandardCharsets.ISO_8859_1.decode(buffer).toString();
        buffer.clear();
        synchronized (heard) {
          heard.append(text);
          heard.notifyAll();
        }
        listener.heard(text);
      }
    } catch (IOException e) {
      // The machine was switched off.
    } finally {
      ended = true;
      synchronized (heard) {
        heard.notifyAll();
      }
    }
  }

  /**
   * Waits until the pattern shows up in what was not looked at yet, and goes on behind it.
   *
   * @return all from the last position to the end of the match, without escape sequences
   */
  public Seen await(String pattern, Duration limit) throws InterruptedException {
    Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (heard) {
      while (true) {
        String fresh = CONTROLS.matcher(heard.substring(position)).replaceAll("");
        Matcher matcher = compiled.matcher(fresh);
        if (matcher.find()) {
          position = heard.length();
          return new Seen(fresh.substring(0, matcher.start()), matcher.group(), fresh);
        }
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          throw new AssertionError(
              (ended ? "the machine ended" : "nothing within " + limit.toSeconds() + " s")
                  + " while waiting for /"
                  + pattern
                  + "/; the last lines were:\n"
                  + tail());
        }
        heard.wait(Math.max(1, left / 1_000_000));
      }
    }
  }

  /**
   * What was seen.
   *
   * @param before the match
   * @param match the text that matched
   * @param all including what came behind it
   */
  public record Seen(String before, String match, String all) {}

  /** Types. */
  public void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Everything that ever came, without escape sequences. */
  public String transcript() {
    synchronized (heard) {
      return CONTROLS.matcher(heard).replaceAll("");
    }
  }

  private String tail() {
    String[] lines = transcript().split("\n", -1);
    StringBuilder text = new StringBuilder();
    for (int i = Math.max(0, lines.length - SHOWN_LINES); i < lines.length; i++) {
      text.append("  | ").append(lines[i]).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: it was only read.
    }
  }
}
