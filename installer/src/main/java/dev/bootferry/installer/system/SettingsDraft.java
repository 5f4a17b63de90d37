package dev.bootferry.installer.system;

import dev.bootferry.core.Secret;
import dev.bootferry.images.tree.TreeEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan in the making, and all that speaks against it. */
final class SettingsDraft {
  private final ImageFiles image;
  private final Map<String, SettingsPlan.Entry> entries = new LinkedHashMap<>();
  private final List<String> unfit = new ArrayList<>();

  SettingsDraft(ImageFiles image) {
    this.image = image;
  }

  /** Notes why something cannot be set. */
  void unfit(String why) {
    unfit.add(why);
  }

  List<String> unfit() {
    return unfit;
  }

  SettingsPlan plan() {
    return new SettingsPlan(List.copyOf(entries.values()));
  }

  /** A file of root's; one that the image has keeps its mode and owner. */
  void file(String path, String text, int mode) {
    Optional<TreeEntry> before = image.at(path).filter(TreeEntry::isFile);
    add(
        new SettingsPlan.WriteFile(
            path,
            Secret.of(text),
            before.map(TreeEntry::mode).orElse(mode),
            before.map(TreeEntry::uid).orElse(0L),
            before.map(TreeEntry::gid).orElse(0L)));
  }

  void link(String path, String target) {
    add(new SettingsPlan.MakeLink(path, target));
  }

  void remove(String path) {
    add(new SettingsPlan.Remove(path));
  }

  void add(SettingsPlan.Entry entry) {
    String path = entry.path();
    if (entries.putIfAbsent(path, entry) != null) {
      unfit("/" + path + " would be written twice");
      return;
    }
    for (int slash = path.indexOf('/', 4); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (image.at(folder).filter(f -> !f.isDirectory()).isPresent()) {
        unfit("/" + path + " cannot be written: in the image, /" + folder + " is no folder");
        return;
      }
      if (entries.containsKey(folder)) {
        unfit("/" + folder + " would be both a file and a folder");
        return;
      }
    }
    if (!(entry instanceof SettingsPlan.Remove)
        && image.at(path).filter(TreeEntry::isDirectory).isPresent()) {
      unfit("/" + path + " cannot be written: it is a folder in the image");
    }
  }
}
