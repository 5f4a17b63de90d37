package dev.bootferry.installer.wizard;

import java.util.List;
import java.util.Optional;

/**
 * One thing that can be chosen. Its texts may come from disks and images: they are not fit for a
 * terminal as they are.
 *
 * @param value what is kept as the answer
 * @param label one line
 * @param details further lines below it
 * @param refusal why it cannot be chosen; empty when it can
 */
public record Option(String value, String label, List<String> details, Optional<String> refusal) {
  /** Choosing this goes a page back instead of on. */
  public static final String BACK = "<back";

  public Option {
    details = List.copyOf(details);
  }

  public static Option of(String value, String label, String... details) {
    return new Option(value, label, List.of(details), Optional.empty());
  }

  public boolean isEnabled() {
    return refusal.isEmpty();
  }
}
