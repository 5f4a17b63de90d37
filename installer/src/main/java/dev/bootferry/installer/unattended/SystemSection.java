package dev.bootferry.installer.unattended;

import dev.bootferry.core.text.NearestName;
import dev.bootferry.installer.form.Findings;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UnitSettings;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is set on the new machine: {@code [system]}, {@code [units]}, and the tables beside them.
 */
final class SystemSection {
  /** HOST_NAME_MAX of Linux. */
  private static final int LONGEST_NAME = 64;

  private SystemSection() {}

  static SystemSettings read(SoundTable top, FileReferences files) {
    SoundTable system = top.table("system");
    AccountSection accounts = new AccountSection(files);
    checkHostName(system);
    checkTimeZone(system);
    return new SystemSettings(
        system.text("hostname"),
        system.text("timezone"),
        system.text("locale"),
        system.text("keymap"),
        accounts.root(top.table("root")),
        accounts.users(top.tables("user")),
        NetworkSection.read(top.tables("network"), top.findings()),
        FileSection.read(top, files),
        units(top.table("units")),
        new UpdateSection(files).read(top.table("updates")));
  }

  private static void checkHostName(SoundTable system) {
    Optional<String> name = system.text("hostname");
    if (name.filter(n -> n.length() > LONGEST_NAME).isPresent()) {
      system.wrong("hostname", ConfigMessage.HOSTNAME_LONG, name.get().length());
    }
  }

  private static void checkTimeZone(SoundTable system) {
    Set<String> known = ZoneId.getAvailableZoneIds();
    Optional<String> zone = system.text("timezone").filter(z -> !known.contains(z));
    zone.ifPresent(z ->
        NearestName.of(z, known)
            .ifPresentOrElse(
                near ->
                    system.wrong("timezone", ConfigMessage.TIMEZONE_NEAR, Findings.shown(z), near),
                () -> system.wrong("timezone", ConfigMessage.TIMEZONE_UNKNOWN, Findings.shown(z))));
  }

  private static UnitSettings units(SoundTable table) {
    Map<String, String> seen = new HashMap<>();
    for (String key : List.of("enable", "disable", "mask")) {
      for (SoundTable.Element unit : table.elements(key)) {
        String name = unit.text().orElseThrow();
        String other = seen.putIfAbsent(name, key);
        if (other != null) {
          table.findings().add(unit.path(), ConfigMessage.UNIT_TWICE, name, table.at(other));
        }
      }
    }
    return new UnitSettings(table.texts("enable"), table.texts("disable"), table.texts("mask"));
  }
}
