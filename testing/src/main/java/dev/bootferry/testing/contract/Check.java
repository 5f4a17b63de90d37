package dev.bootferry.testing.contract;

import java.util.Optional;

/**
 * One rule, and whether it holds.
 *
 * @param area what it is about: repository, refs, commit, layers, deployment, boot, store
 * @param rule in words
 * @param failure what was found instead; empty when the rule holds
 */
public record Check(String area, String rule, Optional<String> failure) {
  public boolean holds() {
    return failure.isEmpty();
  }

  @Override
  public String toString() {
    return (holds() ? "ok   " : "FAIL ")
        + area
        + ": "
        + rule
        + failure.map(f -> " -- " + f).orElse("");
  }
}
