package dev.bootferry.testing.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The serial line of a machine, read all the time, as plain text without control sequences. It is
 * looked through from where the last match ended. Used by one thread.
 */
public final class SerialConsole implements AutoCloseable {
  /** What is kept to be looked through; the transcript has all. */
  private static final int KEPT = 8 << 20;

  private static final int SHOWN_LINES = 60;

  private final SocketChannel channel;
  private final Path log;
  private final SerialListener listener;
  private final Thread reader;
  private final StringBuilder heard = new StringBuilder();
  private boolean ended;
  private int position;

  /**
   * Begins to listen.
   *
   * @param log gets every byte as it came; what is there already stays
   */
  SerialConsole(SocketChannel channel, Path log, SerialListener listener) {
    this.channel = channel;
    this.log = log;
    this.listener = listener;
    this.reader = Thread.ofPlatform().daemon().name("serial").start(this::listen);
  }

  private void listen() {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    TerminalText plain = new TerminalText();
    try (OutputStream file =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (channel.read(buffer) >= 0) {
        file.write(buffer.array(), 0, buffer.position());
        String text = plain.add(buffer.array(), buffer.position());
        buffer.clear();
        add(text);
        listener.heard(text);
      }
    } catch (IOException e) {
      // The machine was switched off.
    } finally {
      synchronized (heard) {
        ended = true;
        heard.notifyAll();
      }
    }
  }

  private void add(String text) {
    synchronized (heard) {
      heard.append(text);
      int over = heard.length() - KEPT;
      if (over > 0) {
        heard.delete(0, over);
        position = Math.max(0, position - over);
      }
      heard.notifyAll();
    }
  }

  /**
   * Waits until the pattern shows up in what was not looked at yet, and goes on behind it.
   *
   * @return all from the last position to the end of the match
   * @throws AssertionError when it does not come in time or the machine ends, with the last lines
   */
  public Seen await(String pattern, Duration limit) throws InterruptedException {
    Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (heard) {
      while (true) {
        String fresh = heard.substring(position);
        Matcher matcher = compiled.matcher(fresh);
        if (matcher.find()) {
          position += matcher.end();
          return new Seen(fresh.substring(0, matcher.start()), matcher.group(), fresh);
        }
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          throw new AssertionError(
              (ended ? "the machine ended" : "nothing within " + limit.toSeconds() + " s")
                  + " while waiting for /"
                  + pattern
                  + "/"
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
   * @param all including what came behind it, which the next look finds again
   */
  public record Seen(String before, String match, String all) {}

  /** Types. */
  public void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What came, at least the last eight million characters of it. */
  public String transcript() {
    synchronized (heard) {
      return heard.toString();
    }
  }

  /** The last lines, to end a message with. */
  String tail() {
    List<String> lines = transcript().lines().filter(line -> !line.isBlank()).toList();
    StringBuilder text = new StringBuilder("; the last lines of " + log + " were:\n");
    lines.stream()
        .skip(Math.max(0, lines.size() - SHOWN_LINES))
        .forEach(line -> text.append("  | ").append(line).append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
      reader.join();
    } catch (IOException e) {
      // Nothing is lost: it was only read.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
