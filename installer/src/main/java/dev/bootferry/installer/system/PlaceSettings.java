package dev.bootferry.installer.system;

import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.settings.SystemSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** What a machine is called and where it stands: host name, time zone, locale, keyboard. */
final class PlaceSettings {
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String ZONE = "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*";
  private static final String LOCALE = "[A-Za-z]{1,8}(_[A-Za-z]{2})?(\\.[A-Za-z0-9-]+)?(@[a-z]+)?";

  /** glibc has them built in. */
  private static final Set<String> BUILT_IN = Set.of("C", "POSIX", "C.UTF-8", "C.utf8");

  private static final List<String> KEY_MAPS =
      List.of("usr/lib/kbd/keymaps", "usr/share/kbd/keymaps", "usr/share/keymaps");

  private final SettingsDraft draft;
  private final ImageFiles image;

  PlaceSettings(SettingsDraft draft, ImageFiles image) {
    this.draft = draft;
    this.image = image;
  }

  void plan(SystemSettings settings) {
    settings.hostName().ifPresent(this::hostName);
    settings.timeZone().ifPresent(this::timeZone);
    settings.locale().ifPresent(this::locale);
    settings.keyMap().ifPresent(this::keyMap);
  }

  private void hostName(String name) {
    if (name.length() > 64 || !name.matches(LABEL + "(\\." + LABEL + ")*")) {
      draft.unfit("no host name: " + name);
      return;
    }
    draft.file("etc/hostname", name + "\n", 0644);
  }

  private void timeZone(String zone) {
    String file = "usr/share/zoneinfo/" + zone;
    if (!zone.matches(ZONE) || image.find(file).filter(TreeEntry::isFile).isEmpty()) {
      draft.unfit("the time zone " + zone + " is not in the image");
      return;
    }
    draft.link("etc/localtime", "../" + file);
    if (image.at("etc/timezone").isPresent()) {
      draft.file("etc/timezone", zone + "\n", 0644);
    }
  }

  private void locale(String locale) {
    if (!locale.matches(LOCALE) || !hasLocale(locale)) {
      draft.unfit("the locale " + locale + " is not in the image");
      return;
    }
    String text = "LANG=" + locale + "\n";
    draft.file("etc/locale.conf", text, 0644);
    // Debian's PAM reads this one; where it is a link to the other, that is written already.
    if (image.at("etc/default/locale").filter(TreeEntry::isFile).isPresent()) {
      draft.file("etc/default/locale", text, 0644);
    }
  }

  private boolean hasLocale(String locale) {
    String normalized = locale.replaceAll("(?i)\\.utf-8", ".utf8");
    return BUILT_IN.contains(locale)
        || image.has("usr/lib/locale/" + locale)
        || image.has("usr/lib/locale/" + normalized)
        // All of them in one file, whose table is not read here.
        || image.has("usr/lib/locale/locale-archive");
  }

  private void keyMap(String keyMap) {
    if (!keyMap.matches("[A-Za-z0-9_.+-]{1,60}") || !hasKeyMap(keyMap)) {
      draft.unfit("the keyboard " + keyMap + " is not in the image");
      return;
    }
    draft.file("etc/vconsole.conf", "KEYMAP=" + keyMap + "\n", 0644);
    if (image.at("etc/default/keyboard").filter(TreeEntry::isFile).isPresent()) {
      String layout = keyMap.replaceFirst("[-_.].*", "");
      draft.file(
          "etc/default/keyboard",
          "XKBMODEL=\"pc105\"\nXKBLAYOUT=\"" + layout + "\"\nXKBVARIANT=\"\"\nXKBOPTIONS=\"\"\n",
          0644);
    }
  }

  private boolean hasKeyMap(String keyMap) {
    if (keyMap.equals("us") || image.has("usr/share/X11/xkb/symbols/" + keyMap)) {
      return true;
    }
    Deque<String> folders = new ArrayDeque<>(KEY_MAPS);
    while (!folders.isEmpty()) {
      for (TreeEntry entry : image.list(folders.pop())) {
        if (entry.isDirectory()) {
          folders.push(entry.path());
        } else if (entry.name().matches("\\Q" + keyMap + "\\E\\.k?map(\\.gz|\\.xz)?")) {
          return true;
        }
      }
    }
    return false;
  }
}
