package dev.bootferry.installer.unattended;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.partitioning.wish.SizeRule;
import java.util.Optional;

/** Sizes as people write them; their form has been looked at. */
final class Sizes {
  private Sizes() {}

  static Optional<ByteSize> size(SoundTable table, String key) {
    return rule(table, key)
        .flatMap(rule ->
            rule instanceof SizeRule.Fixed fixed ? Optional.of(fixed.size()) : Optional.empty());
  }

  static Optional<SizeRule> rule(SoundTable table, String key) {
    Optional<String> text = table.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      SizeRule rule = SizeRule.parse(text.get());
      if (rule instanceof SizeRule.Fixed fixed && fixed.size().bytes() == 0) {
        table.wrong(key, ConfigMessage.SIZE_ZERO);
        return Optional.empty();
      }
      return Optional.of(rule);
    } catch (IllegalArgumentException e) {
      table.wrong(key, ConfigMessage.SIZE_TOO_LARGE);
      return Optional.empty();
    }
  }
}
