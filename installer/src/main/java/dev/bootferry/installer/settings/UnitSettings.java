package dev.bootferry.installer.settings;

import java.util.List;

/** systemd units that are started at boot, are not, or never. */
public record UnitSettings(List<String> enabled, List<String> disabled, List<String> masked) {
  public static final UnitSettings NONE = new UnitSettings(List.of(), List.of(), List.of());

  public UnitSettings {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
    masked = List.copyOf(masked);
  }
}
