package dev.bootferry.deployment.tools;

import dev.bootferry.deployment.files.InRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds which libraries programs need, by reading the programs and the libraries themselves. */
final class LibraryClosure {
  private final Path root;

  /** Names of libraries, and where each is in the tree; a folder searched earlier wins. */
  private final Map<String, Path> libraries = new HashMap<>();

  private final Set<Path> needed = new HashSet<>();

  private LibraryClosure(Path root, List<String> libraryPaths) {
    this.root = root;
    for (String path : libraryPaths) {
      libraries.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), root.resolve(path));
    }
  }

  /**
   * Removes the libraries that no program needs.
   *
   * @return the programs that can be started
   */
  static Map<String, String> keepOnlyNeeded(
      Path root, Map<String, String> programs, ToolSelection selection) throws IOException {
    List<String> libraryPaths =
        selection.entries().keySet().stream()
            .filter(path -> ToolSelection.isLibrary(path.substring(path.lastIndexOf('/') + 1)))
            .filter(path -> path.startsWith("usr/lib") || path.startsWith("lib"))
            .sorted()
            .toList();
    LibraryClosure closure = new LibraryClosure(root, libraryPaths);
    Map<String, String> complete = new TreeMap<>();
    for (Map.Entry<String, String> program : programs.entrySet()) {
      if (closure.addProgram(program.getValue())) {
        complete.put(program.getKey(), program.getValue());
      }
    }
    for (String path : libraryPaths) {
      if (!closure.needed.contains(root.resolve(path))) {
        Files.deleteIfExists(root.resolve(path));
      }
    }
    return complete;
  }

  /** Whether everything is there that the program needs, which is then kept. */
  private boolean addProgram(String path) throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    Optional<Path> program = InRoot.resolve(root, path);
    if (program.isEmpty() || !Files.isRegularFile(program.get(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    open.add(program.get());
    while (!open.isEmpty()) {
      Optional<ElfNeeds> needs = ElfNeeds.read(open.pop());
      if (needs.isEmpty()) {
        continue;
      }
      List<Path> next = new ArrayList<>();
      if (needs.get().interpreter().isPresent() && !chain(needs.get().interpreter().get(), next)) {
        return false;
      }
      for (String name : needs.get().libraries()) {
        Path library = libraries.get(name);
        if (library == null || !chain(root.relativize(library).toString(), next)) {
          return false;
        }
      }
      for (Path file : next) {
        if (reached.add(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          open.add(file);
        }
      }
    }
    needed.addAll(reached);
    return true;
  }

  /** The file that the path leads to, with the links in its last component on the way. */
  private boolean chain(String path, List<Path> into) throws IOException {
    String at = path;
    for (int links = 0; links < 40; links++) {
      int slash = at.lastIndexOf('/');
      Optional<Path> folder = InRoot.resolve(root, slash < 0 ? "" : at.substring(0, slash));
      if (folder.isEmpty()) {
        return false;
      }
      Path here = folder.get().resolve(at.substring(slash + 1));
      if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      into.add(here);
      if (!Files.isSymbolicLink(here)) {
        return true;
      }
      String target = Files.readSymbolicLink(here).toString();
      at = target.startsWith("/") ? target : root.relativize(folder.get()) + "/" + target;
    }
    return false;
  }
}
