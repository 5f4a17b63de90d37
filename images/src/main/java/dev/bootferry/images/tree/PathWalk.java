package dev.bootferry.images.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds nodes by path. */
final class PathWalk {
  /** A node and the path that it has, free of links. */
  record At(String path, Node node) {
    /** Nothing when this is no directory. */
    Stream<At> children() {
      return node.children().stream().map(this::child);
    }

    private At child(Node child) {
      return new At(path.isEmpty() ? child.name : path + "/" + child.name, child);
    }
  }

  private PathWalk() {}

  static Optional<At> exact(Node root, String path) {
    At at = new At("", root);
    for (String component : path.split("/", -1)) {
      if (component.isEmpty() || component.equals(".")) {
        continue;
      }
      Node child = at.node().child(component);
      if (child == null) {
        return Optional.empty();
      }
      at = at.child(child);
    }
    return Optional.of(at);
  }

  static Optional<At> following(Node root, String path) {
    List<At> trail = new ArrayList<>(List.of(new At("", root)));
    Deque<String> left = new ArrayDeque<>();
    // Of the question a slash at the end does not matter; of a link it demands a directory.
    push(left, path.replaceFirst("/+$", ""));
    int links = 0;
    while (!left.isEmpty()) {
      At at = trail.getLast();
      String component = left.pop();
      if (!at.node().isDirectory()) {
        return Optional.empty();
      }
      if (component.isEmpty() || component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        if (trail.size() > 1) {
          trail.removeLast();
        }
        continue;
      }
      Node child = at.node().child(component);
      if (child == null) {
        return Optional.empty();
      }
      String target = linkTarget(child);
      if (target == null) {
        trail.add(at.child(child));
        continue;
      }
      if (++links > ImageTree.MAX_LINKS) {
        return Optional.empty();
      }
      if (target.startsWith("/")) {
        trail.subList(1, trail.size()).clear();
      }
      push(left, target);
    }
    return Optional.of(trail.getLast());
  }

  private static @Nullable String linkTarget(Node node) {
    Node inode = node.target();
    return inode.kind == Node.Kind.SYMLINK ? inode.link : null;
  }

  private static void push(Deque<String> left, String path) {
    String[] components = path.split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      left.push(components[i]);
    }
  }
}
