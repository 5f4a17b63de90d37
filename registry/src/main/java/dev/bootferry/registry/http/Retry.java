package dev.bootferry.registry.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Repeats what may go well next time: connections that break, and answers that say "not now". Waits
 * one second at first and twice as long each time, a quarter more or less so that workers do not
 * come back together; as long as the server asks when it sends {@code Retry-After}.
 *
 * @param retries attempts after the first
 * @param notes is told of each repetition, in a line for people
 */
public record Retry(int retries, Pause pause, InstantSource clock, Consumer<String> notes) {
  private static final Set<Integer> NOT_NOW = Set.of(408, 429, 500, 502, 503, 504);
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** A server that asks for more time is not waited for. */
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** One attempt, from its beginning. */
  @FunctionalInterface
  public interface Attempt {
    HttpReply send() throws IOException;
  }

  /**
   * Attempts until there is an answer, or the attempts are used up.
   *
   * @param what is attempted, for the notes
   * @param uri where to
   * @return the last answer, which may still say "not now"
   * @throws IOException the last failure
   */
  public HttpReply run(String what, URI uri, HttpTransport transport, Attempt attempt)
      throws IOException {
    for (int tried = 0; ; tried++) {
      int attempted = tried;
      Duration wait;
      String why;
      try {
        HttpReply reply = attempt.send();
        if (tried >= retries || !isNotNow(reply)) {
          return reply;
        }
        wait = retryAfter(reply).orElseGet(() -> backoff(attempted));
        if (wait.compareTo(LONGEST) > 0) {
          return reply;
        }
        reply.close();
        why = "status " + reply.status();
      } catch (IOException e) {
        if (tried >= retries || !NetworkFailure.of(e).passes(transport.reached(uri))) {
          throw e;
        }
        wait = backoff(tried);
        why = NetworkFailure.text(e);
      }
      pause(what, why, wait, tried);
    }
  }

  /**
   * Waits before a repetition.
   *
   * @param tried repetitions so far
   * @throws InterruptedIOException when the program is being stopped
   */
  public void pause(String what, String why, int tried) throws InterruptedIOException {
    pause(what, why, backoff(tried), tried);
  }

  private void pause(String what, String why, Duration wait, int tried)
      throws InterruptedIOException {
    notes.accept(
        String.format(
            java.util.Locale.ROOT,
            "%s: %s; trying again in %.1f s (%d of %d)",
            what,
            why,
            wait.toMillis() / 1000.0,
            tried + 1,
            retries));
    try {
      pause.pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the transfer was interrupted");
    }
  }

  /** When the server wants to be asked again; empty when it does not say. */
  public Optional<Duration> retryAfter(HttpReply reply) {
    return reply.header("retry-after").flatMap(text -> retryAfter(text.strip()));
  }

  /** Seconds, or a date (RFC 9110, section 10.2.3). */
  Optional<Duration> retryAfter(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), when);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isNotNow(HttpReply reply) {
    // Links to storage elsewhere are signed for a time; asking the registry again renews them.
    return NOT_NOW.contains(reply.status())
        || (reply.redirected() && (reply.status() == 401 || reply.status() == 403));
  }

  private static Duration backoff(int tried) {
    Duration full = FIRST.multipliedBy(1L << Math.min(tried, 5));
    double factor = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
    return Duration.ofMillis((long) (full.toMillis() * factor));
  }
}
