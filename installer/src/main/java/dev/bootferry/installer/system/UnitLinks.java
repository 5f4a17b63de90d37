package dev.bootferry.installer.system;

import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.settings.UnitSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Units enabled, disabled and masked by the links that systemctl(1) would make. A preset says the
 * same, as systemd applies those at the first boot.
 */
final class UnitLinks {
  private static final String OWN = "etc/systemd/system/";
  private static final List<String> FOLDERS =
      List.of(OWN, "usr/local/lib/systemd/system/", "usr/lib/systemd/system/");
  private static final String NAME = "[A-Za-z0-9:_.@\\\\-]{1,255}\\.[a-z]+";

  private final SettingsDraft draft;
  private final ImageFiles image;
  private final Set<String> enabled = new HashSet<>();

  UnitLinks(SettingsDraft draft, ImageFiles image) {
    this.draft = draft;
    this.image = image;
  }

  void plan(UnitSettings units) throws IOException {
    StringBuilder preset = new StringBuilder();
    for (String unit : units.enabled()) {
      if (units.disabled().contains(unit) || units.masked().contains(unit)) {
        draft.unfit("the unit " + unit + " would be enabled, and disabled or masked");
      } else if (isName(unit)) {
        enable(unit);
        preset.append("enable ").append(unit).append('\n');
      }
    }
    for (String unit : units.disabled()) {
      if (isName(unit)) {
        disable(unit);
        preset.append("disable ").append(unit).append('\n');
      }
    }
    for (String unit : units.masked()) {
      if (isName(unit)) {
        mask(unit);
      }
    }
    if (!preset.isEmpty()) {
      draft.file("etc/systemd/system-preset/00-bootferry.preset", preset.toString(), 0644);
    }
  }

  private boolean isName(String unit) {
    boolean name = unit.matches(NAME);
    if (!name) {
      draft.unfit("no name of a unit: " + unit);
    }
    return name;
  }

  private void enable(String unit) throws IOException {
    if (!enabled.add(unit)) {
      return;
    }
    Optional<String> file = file(unit);
    if (file.isEmpty()) {
      draft.unfit("the unit " + unit + " is not in the image");
      return;
    }
    Install install = Install.parse(image.read(file.get()).orElse(""));
    if (install.isEmpty()) {
      draft.unfit("the unit " + unit + " cannot be enabled: it has no [Install] section");
      return;
    }
    String name = instance(unit, install);
    String target = "/" + file.get();
    for (String target2 : install.wantedBy) {
      link(OWN + expand(target2, name) + ".wants/" + name, target);
    }
    for (String target2 : install.requiredBy) {
      link(OWN + expand(target2, name) + ".requires/" + name, target);
    }
    for (String alias : install.alias) {
      link(OWN + expand(alias, name), target);
    }
    for (String other : install.also) {
      if (isName(other) && file(other).isPresent()) {
        enable(other);
      }
    }
  }

  private void link(String path, String target) {
    if (!SettingsPlan.isOwn(path)) {
      draft.unfit("a unit of the image wants a link that cannot be: " + path);
    } else if (image.at(path).isEmpty()) {
      draft.link(path, target);
    }
  }

  private void disable(String unit) {
    for (TreeEntry entry : image.list(OWN)) {
      if (entry.isSymlink() && entry.linkTarget().endsWith("/" + unit)) {
        draft.remove(OWN + entry.name());
      }
      if (entry.isDirectory() && entry.name().matches(".*\\.(wants|requires)")) {
        String path = OWN + entry.name() + "/" + unit;
        if (image.at(path).isPresent()) {
          draft.remove(path);
        }
      }
    }
  }

  private void mask(String unit) {
    if (image.at(OWN + unit).filter(TreeEntry::isFile).isPresent()) {
      draft.unfit("the unit " + unit + " cannot be masked: the image has it in /etc");
      return;
    }
    draft.link(OWN + unit, "/dev/null");
  }

  /** The file of a unit, without links; of an instance, its template's. */
  private Optional<String> file(String unit) {
    int at = unit.indexOf('@');
    String template =
        at < 0 ? unit : unit.substring(0, at + 1) + unit.substring(unit.lastIndexOf('.'));
    for (String name : List.of(unit, template)) {
      for (String folder : FOLDERS) {
        if (image.find(folder + name).filter(TreeEntry::isFile).isPresent()) {
          return Optional.of(folder + name);
        }
      }
    }
    return Optional.empty();
  }

  private static String instance(String unit, Install install) {
    return unit.contains("@.") && !install.defaultInstance.isEmpty()
        ? unit.replace("@.", "@" + install.defaultInstance + ".")
        : unit;
  }

  private static String expand(String text, String unit) {
    int at = unit.indexOf('@');
    String instance = at < 0 ? "" : unit.substring(at + 1, unit.lastIndexOf('.'));
    return text.replace("%i", instance).replace("%I", instance);
  }

  /** The section of a unit that says how it is enabled. */
  private static final class Install {
    private final List<String> wantedBy = new ArrayList<>();
    private final List<String> requiredBy = new ArrayList<>();
    private final List<String> alias = new ArrayList<>();
    private final List<String> also = new ArrayList<>();
    private String defaultInstance = "";

    static Install parse(String text) {
      Install install = new Install();
      boolean inside = false;
      for (String raw : text.replace("\\\n", " ").lines().toList()) {
        String line = raw.strip();
        int equals = line.indexOf('=');
        if (line.startsWith("[")) {
          inside = line.equals("[Install]");
        } else if (inside && equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
          install.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
      return install;
    }

    private void put(String key, String value) {
      List<String> words = value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
      switch (key) {
        case "WantedBy" -> wantedBy.addAll(words);
        case "RequiredBy" -> requiredBy.addAll(words);
        case "Alias" -> alias.addAll(words);
        case "Also" -> also.addAll(words);
        case "DefaultInstance" -> defaultInstance = value;
        default -> {}
      }
    }

    boolean isEmpty() {
      return wantedBy.isEmpty() && requiredBy.isEmpty() && alias.isEmpty() && also.isEmpty();
    }
  }
}
