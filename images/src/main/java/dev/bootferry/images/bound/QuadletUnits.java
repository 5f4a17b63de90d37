package dev.bootferry.images.bound;

import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The Quadlet units of an image with their drop-ins, as podman's generator would find them. */
final class QuadletUnits {
  /** Where the generator looks for units of the system; in the first the later ones are found. */
  private static final List<String> DIRECTORIES =
      List.of("etc/containers/systemd", "usr/share/containers/systemd");

  /**
   * @param path relative to the image's root
   */
  record Named(String path, QuadletFile file) {}

  private final ImageTree tree;
  private final UnitReader reader;

  QuadletUnits(ImageTree tree, UnitReader reader) {
    this.tree = tree;
    this.reader = reader;
  }

  /** A unit with its drop-ins; nothing in it when it cannot be read. */
  QuadletFile read(String path) throws IOException {
    QuadletFile unit = parse(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String dropIn : dropIns(name)) {
      unit = unit.with(parse(dropIn));
    }
    return unit;
  }

  /** All container units; of two with one name the one in /etc counts. */
  List<Named> containers() throws IOException {
    List<Named> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String directory : DIRECTORIES) {
      for (TreeEntry entry : tree.walk(directory).filter(QuadletUnits::isContainer).toList()) {
        if (!names.contains(entry.name())) {
          names.add(entry.name());
          found.add(new Named(entry.path(), read(entry.path())));
        }
      }
    }
    return found;
  }

  private static boolean isContainer(TreeEntry entry) {
    return entry.name().endsWith(".container") && !entry.isDirectory();
  }

  private List<String> dropIns(String unitName) {
    List<TreeEntry> found = new ArrayList<>();
    for (String directory : DIRECTORIES) {
      for (TreeEntry entry : tree.list(directory + "/" + unitName + ".d")) {
        boolean overridden = found.stream().anyMatch(f -> f.name().equals(entry.name()));
        if (entry.name().endsWith(".conf") && !overridden) {
          found.add(entry);
        }
      }
    }
    found.sort(Comparator.comparing(TreeEntry::name));
    return found.stream().map(TreeEntry::path).toList();
  }

  private QuadletFile parse(String path) throws IOException {
    Optional<byte[]> content = reader.read(path);
    return QuadletFile.parse(
        content.map(c -> new String(c, StandardCharsets.UTF_8)).orElse(""), path);
  }
}
