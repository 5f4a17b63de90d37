package dev.bootferry.images.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory while a layer is scanned or layers are merged. */
final class DirectoryBuilder {
  private final String name;
  private final Map<String, Node> leaves = new HashMap<>();
  private final Map<String, DirectoryBuilder> directories = new HashMap<>();
  private Node.Attributes attributes;
  private int ordinal;
  private Node.Origin origin;

  /** An implied directory, until {@link #describe} says more. */
  DirectoryBuilder(String name, Node.Origin origin) {
    this.name = name;
    this.attributes = Node.Attributes.IMPLIED;
    this.ordinal = -1;
    this.origin = origin;
  }

  void describe(Node.Attributes newAttributes, int newOrdinal, Node.Origin newOrigin) {
    attributes = newAttributes;
    ordinal = newOrdinal;
    origin = newOrigin;
  }

  /** The directory of this name, made where there is none; it takes the place of a leaf. */
  DirectoryBuilder directory(String child, Node.Origin ofWhom) {
    leaves.remove(child);
    return directories.computeIfAbsent(child, c -> new DirectoryBuilder(c, ofWhom));
  }

  /** Puts a leaf in the place of whatever had its name. */
  void put(Node leaf) {
    directories.remove(leaf.name);
    leaves.put(leaf.name, leaf);
  }

  void remove(String child) {
    directories.remove(child);
    leaves.remove(child);
  }

  /** Removes what is at a path below this directory. */
  void removePath(String path) {
    int slash = path.lastIndexOf('/');
    DirectoryBuilder parent = folder(path.substring(0, Math.max(0, slash)));
    if (parent != null) {
      parent.remove(path.substring(slash + 1));
    }
  }

  void clear() {
    directories.clear();
    leaves.clear();
  }

  @Nullable Node leaf(String child) {
    return leaves.get(child);
  }

  /** The leaf at a path below this directory; empty when there is none or it is a directory. */
  Optional<Node> find(String path) {
    int slash = path.lastIndexOf('/');
    DirectoryBuilder parent = folder(path.substring(0, Math.max(0, slash)));
    return parent == null
        ? Optional.empty()
        : Optional.ofNullable(parent.leaves.get(path.substring(slash + 1)));
  }

  boolean hasDirectory(String path) {
    return folder(path) != null;
  }

  private @Nullable DirectoryBuilder folder(String path) {
    DirectoryBuilder at = this;
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      at = at.directories.get(path.substring(start, end));
      if (at == null) {
        return null;
      }
      start = end + 1;
    }
    return at;
  }

  /** The finished directory; this builder is empty afterwards, so that both are never held. */
  Node build() {
    Node[] children = new Node[leaves.size() + directories.size()];
    int i = 0;
    for (Node leaf : leaves.values()) {
      children[i++] = leaf;
    }
    for (DirectoryBuilder directory : directories.values()) {
      children[i++] = directory.build();
    }
    clear();
    return Node.directory(name, attributes, ordinal, origin, children);
  }
}
