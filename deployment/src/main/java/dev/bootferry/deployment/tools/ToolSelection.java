package dev.bootferry.deployment.tools;

import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which entries of an image's tree are copied out: the programs and files wished for, with every
 * library that they could need. Which of the libraries are needed is only known once the programs
 * can be read; the others are removed then.
 *
 * @param entries by path, without directories
 */
record ToolSelection(Map<String, TreeEntry> entries) {
  /** Where distributions put programs. */
  static final List<String> PROGRAM_FOLDERS =
      List.of("usr/sbin", "usr/bin", "sbin", "bin", "usr/local/sbin", "usr/local/bin");

  /** Where the dynamic loader looks, with the folders of Debian's architectures below them. */
  static final List<String> LIBRARY_FOLDERS = List.of("usr/lib", "usr/lib64", "lib", "lib64");

  ToolSelection {
    entries = Map.copyOf(entries);
  }

  static ToolSelection of(ImageTree tree, ToolWish wish) {
    Collector collector = new Collector(tree);
    for (TreeEntry top : tree.list("")) {
      // /lib and its like are links into /usr in today's distributions.
      if (top.isSymlink()) {
        collector.entries.put(top.path(), top);
      }
    }
    for (String program : wish.programs()) {
      programPath(tree, program).ifPresent(collector::follow);
    }
    for (String file : wish.filesWithData()) {
      collector.follow(file);
      tree.resolve(file)
          .filter(TreeEntry::isDirectory)
          .ifPresent(folder -> tree.walk(folder.path()).forEach(collector::add));
    }
    for (String folder : libraryFolders(tree)) {
      for (TreeEntry entry : tree.list(folder)) {
        if (isLibrary(entry.name()) && !entry.isDirectory()) {
          collector.follow(entry.path());
        }
      }
    }
    return new ToolSelection(collector.entries);
  }

  /** Where a program is; not resolved, since programs look at the name they are called by. */
  static Optional<String> programPath(ImageTree tree, String program) {
    return PROGRAM_FOLDERS.stream()
        .map(folder -> folder + "/" + program)
        .filter(path -> tree.resolve(path).filter(TreeEntry::isFile).isPresent())
        .findFirst();
  }

  static boolean isLibrary(String name) {
    return name.endsWith(".so") || name.contains(".so.") || name.startsWith("ld-linux");
  }

  /** Bytes of content. */
  long bytes() {
    return entries.values().stream().mapToLong(TreeEntry::size).sum();
  }

  /** By layer, then by entry of the layer's tar: the paths that a content is for. */
  SortedMap<Integer, Map<Integer, List<String>>> contents(ImageTree tree) {
    SortedMap<Integer, Map<Integer, List<String>>> contents = new TreeMap<>();
    entries.forEach((path, entry) ->
        tree.contentPlace(path)
            .filter(_ -> entry.isFile())
            .ifPresent(place ->
                contents
                    .computeIfAbsent(place.layer(), _ -> new HashMap<>())
                    .computeIfAbsent(place.entry(), _ -> new ArrayList<>())
                    .add(path)));
    return contents;
  }

  private static Collection<String> libraryFolders(ImageTree tree) {
    Set<String> folders = new HashSet<>();
    for (String folder : LIBRARY_FOLDERS) {
      tree.resolve(folder)
          .filter(TreeEntry::isDirectory)
          .ifPresent(f -> {
            folders.add(f.path());
            tree.list(f.path()).stream()
                .filter(e -> e.isDirectory() && e.name().contains("-linux-"))
                .forEach(e -> folders.add(e.path()));
          });
    }
    return folders;
  }

  /** Collects entries, and with a link what it leads to. */
  private static final class Collector {
    private final ImageTree tree;
    private final Map<String, TreeEntry> entries = new TreeMap<>();

    Collector(ImageTree tree) {
      this.tree = tree;
    }

    void add(TreeEntry entry) {
      if (entry.isFile() || entry.isSymlink()) {
        entries.put(entry.path(), entry);
      }
    }

    /** The entry at the path, where its parent folders really are, and what it leads to. */
    void follow(String path) {
      String at = path;
      for (int links = 0; links <= ImageTree.MAX_LINKS; links++) {
        Optional<TreeEntry> entry = inRealFolder(at);
        if (entry.isEmpty()) {
          return;
        }
        add(entry.get());
        if (!entry.get().isSymlink()) {
          return;
        }
        String target = entry.get().linkTarget();
        String folder = parent(entry.get().path());
        at = target.startsWith("/") ? target : folder + "/" + target;
      }
    }

    private Optional<TreeEntry> inRealFolder(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return tree.resolve(parent(path))
          .filter(TreeEntry::isDirectory)
          .flatMap(
              folder -> tree.lookup(folder.path().isEmpty() ? name : folder.path() + "/" + name))
          .or(() -> tree.resolve(path));
    }

    private static String parent(String path) {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? "" : path.substring(0, slash);
    }
  }
}
