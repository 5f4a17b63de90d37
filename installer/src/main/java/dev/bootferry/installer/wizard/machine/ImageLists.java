package dev.bootferry.installer.wizard.machine;

import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.wizard.ImageOffers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an image's tree has to choose from. Pure. */
final class ImageLists {
  private static final String ZONES = "usr/share/zoneinfo";

  private static final List<String> KEY_MAPS =
      List.of("usr/lib/kbd/keymaps", "usr/share/kbd/keymaps", "usr/share/keymaps");

  private ImageLists() {}

  static ImageOffers of(ImageTree tree) {
    return new ImageOffers(
        zones(tree), locales(tree), keyMaps(tree), adminGroup(tree), network(tree));
  }

  /** Such as {@code Europe/Zurich}; the folders beside those of the continents are other forms. */
  private static List<String> zones(ImageTree tree) {
    return tree.walk(ZONES)
        .filter(e -> !e.isDirectory())
        .map(e -> below(e, ZONES))
        .filter(name -> name.matches("(?!posix/|right/)[A-Z][A-Za-z_]+/[A-Za-z0-9_+/-]+|UTC"))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> locales(ImageTree tree) {
    return Stream.concat(
            Stream.of("C.UTF-8"),
            tree.list("usr/lib/locale").stream()
                .filter(TreeEntry::isDirectory)
                .map(TreeEntry::name))
        .filter(name -> name.matches("[A-Za-z0-9_.@-]+"))
        .map(name -> name.replaceFirst("\\.utf8$", ".UTF-8"))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> keyMaps(ImageTree tree) {
    return KEY_MAPS.stream()
        .flatMap(folder -> tree.walk(folder).filter(TreeEntry::isFile))
        .map(TreeEntry::name)
        .filter(name -> name.matches("[A-Za-z0-9_.@+-]+\\.k?map(\\.gz)?"))
        .map(name -> name.replaceFirst("\\.k?map(\\.gz)?$", ""))
        .sorted()
        .distinct()
        .toList();
  }

  /** As the families of distributions have it: whether the group is there is not looked up. */
  private static Optional<String> adminGroup(ImageTree tree) {
    String release =
        tree.read("etc/os-release")
            .or(() -> tree.read("usr/lib/os-release"))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    boolean debian =
        release.lines().anyMatch(l -> l.matches("ID(_LIKE)?=\"?.*\\b(debian|ubuntu)\\b.*"));
    return Optional.of(debian ? "sudo" : "wheel");
  }

  private static Optional<String> network(ImageTree tree) {
    if (tree.resolve("usr/sbin/NetworkManager").isPresent()
        || tree.resolve("usr/bin/NetworkManager").isPresent()) {
      return Optional.of("NetworkManager");
    }
    return tree.resolve("usr/lib/systemd/systemd-networkd").isPresent()
        ? Optional.of("systemd-networkd")
        : Optional.empty();
  }

  private static String below(TreeEntry entry, String folder) {
    String path = entry.path();
    return path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : path;
  }
}
