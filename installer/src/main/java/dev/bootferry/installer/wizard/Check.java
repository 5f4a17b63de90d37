package dev.bootferry.installer.wizard;

import java.util.Optional;

/** Judges what was typed. */
@FunctionalInterface
public interface Check {
  /** What is wrong with it, as a sentence; empty when nothing is. */
  Optional<String> complaint(String typed);

  /** The same, but nothing typed is fine as well. */
  default Check orEmpty() {
    return typed -> typed.isEmpty() ? Optional.empty() : complaint(typed);
  }
}
