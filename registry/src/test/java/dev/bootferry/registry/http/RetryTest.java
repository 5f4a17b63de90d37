package dev.bootferry.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Retry RETRY =
      new Retry(3, _ -> {}, InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")), _ -> {});

  private static Optional<Duration> after(String text) {
    return RETRY.retryAfter(text);
  }

  @Test
  void understandsBothFormsOfRetryAfter() {
    assertThat(after("120")).contains(Duration.ofMinutes(2));
    assertThat(after("0")).contains(Duration.ZERO);
    assertThat(after("Sun, 01 Mar 2026 10:00:30 GMT")).contains(Duration.ofSeconds(30));
    assertThat(after("Sun, 01 Mar 2026 09:00:00 GMT")).contains(Duration.ZERO);
    assertThat(after("-1")).isEmpty();
    assertThat(after("soon")).isEmpty();
    assertThat(after("99999999999999999999")).isEmpty();
  }
}
