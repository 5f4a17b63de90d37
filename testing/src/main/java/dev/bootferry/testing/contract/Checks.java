package dev.bootferry.testing.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects the results of one area's rules. */
final class Checks {
  private final String area;
  private final List<Check> results = new ArrayList<>();

  Checks(String area) {
    this.area = area;
  }

  /** Looks, and says what is wrong, or nothing. */
  @FunctionalInterface
  interface Rule {
    Optional<String> failure() throws Exception;
  }

  /** Gives what is there. */
  @FunctionalInterface
  interface Found {
    Object get() throws Exception;
  }

  /** A condition. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** A rule that cannot even be looked at does not hold. */
  void rule(String rule, Rule body) {
    Optional<String> failure;
    try {
      failure = body.failure();
    } catch (Exception e) {
      failure = Optional.of(String.valueOf(e));
    }
    results.add(new Check(area, rule, failure));
  }

  void holds(String rule, Condition condition) {
    rule(rule, () -> condition.holds() ? Optional.empty() : Optional.of("it does not"));
  }

  void equal(String rule, Object expected, Found found) {
    rule(
        rule,
        () -> {
          Object actual = found.get();
          return Objects.equals(actual, expected)
              ? Optional.empty()
              : Optional.of("expected " + expected + ", found " + actual);
        });
  }

  List<Check> results() {
    return List.copyOf(results);
  }
}
