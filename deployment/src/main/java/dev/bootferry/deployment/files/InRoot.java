package dev.bootferry.deployment.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds files of another root, following links as if that root were this machine's. */
public final class InRoot {
  /** As many symbolic links as Linux follows in one path. */
  private static final int MAX_LINKS = 40;

  private InRoot() {}

  /**
   * Follows all links, also the last.
   *
   * @param root which no link leads out of; itself followed as usual
   * @param path below it, with or without a leading slash
   * @return empty when the path leads nowhere, or through too many links
   */
  public static Optional<Path> resolve(Path root, String path) throws IOException {
    Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        continue;
      }
      Path here = at(root, done).resolve(name);
      if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!Files.isSymbolicLink(here)) {
        done.add(name);
        continue;
      }
      if (++links > MAX_LINKS) {
        return Optional.empty();
      }
      String target = Files.readSymbolicLink(here).toString();
      if (target.startsWith("/")) {
        done.clear();
      }
      for (String part : List.of(target.split("/", -1)).reversed()) {
        left.push(part);
      }
    }
    return Optional.of(at(root, done));
  }

  private static Path at(Path root, List<String> names) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }
}
