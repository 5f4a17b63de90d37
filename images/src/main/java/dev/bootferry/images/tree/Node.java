package dev.bootferry.images.tree;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One name in a layer or in a merged tree, kept small: an operating system has some hundred
 * thousand. Leaves are shared between the layer and the trees it is merged into.
 */
final class Node {
  enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    SPECIAL,
    /** Another name of a file, link or special file. */
    HARD_LINK,
    /** In layers only; its name is the whiteout's, prefix and all. */
    WHITEOUT,
    OPAQUE
  }

  /** Stands for the layer that a node comes from; a node does not know the layer's index. */
  static final class Origin {}

  /** What an entry of the layer's tar says; hard links have their file's. */
  record Attributes(int mode, int uid, int gid, List<String> xattrs) {
    static final Attributes IMPLIED = new Attributes(0755, 0, 0, List.of());
  }

  private static final Node[] NONE = {};

  final String name;
  final Kind kind;
  final Attributes attributes;
  final long size;

  /** Which entry of its layer's tar this is, from 0; -1 for an implied directory. */
  final int ordinal;

  final Origin origin;

  /** Target of a symbolic link, or path of what a hard link names in lower layers. */
  final @Nullable String link;

  /** What a hard link is another name of; null while that is in a lower layer. */
  final @Nullable Node inode;

  /** Sorted by name. */
  private final Node[] children;

  /** Captured content; set while the layer is scanned, and never changed after. */
  byte @Nullable [] content;

  private Node(
      String name,
      Kind kind,
      Attributes attributes,
      long size,
      int ordinal,
      Origin origin,
      @Nullable String link,
      @Nullable Node inode,
      Node[] children) {
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
    this.size = size;
    this.ordinal = ordinal;
    this.origin = origin;
    this.link = link;
    this.inode = inode;
    this.children = children;
  }

  static Node file(String name, Attributes attributes, long size, int ordinal, Origin origin) {
    return new Node(name, Kind.FILE, attributes, size, ordinal, origin, null, null, NONE);
  }

  static Node symlink(
      String name, Attributes attributes, String target, int ordinal, Origin origin) {
    return new Node(name, Kind.SYMLINK, attributes, 0, ordinal, origin, target, null, NONE);
  }

  /** A special file, a whiteout or an opaque marker. */
  static Node marker(String name, Kind kind, Attributes attributes, int ordinal, Origin origin) {
    return new Node(name, kind, attributes, 0, ordinal, origin, null, null, NONE);
  }

  static Node hardLink(String name, Node inode, int ordinal, Origin origin) {
    return new Node(
        name, Kind.HARD_LINK, inode.attributes, inode.size, ordinal, origin, null, inode, NONE);
  }

  static Node lowerLink(
      String name, Attributes attributes, String path, int ordinal, Origin origin) {
    return new Node(name, Kind.HARD_LINK, attributes, 0, ordinal, origin, path, null, NONE);
  }

  static Node directory(
      String name, Attributes attributes, int ordinal, Origin origin, Node[] children) {
    Arrays.sort(children, (a, b) -> a.name.compareTo(b.name));
    return new Node(name, Kind.DIRECTORY, attributes, 0, ordinal, origin, null, null, children);
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  boolean isImplied() {
    return ordinal < 0;
  }

  /** What holds the content: this, or what this is another name of. */
  Node target() {
    return inode == null ? this : inode;
  }

  List<Node> children() {
    return Arrays.asList(children);
  }

  @Nullable Node child(String wanted) {
    int low = 0;
    int high = children.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = children[middle].name.compareTo(wanted);
      if (order == 0) {
        return children[middle];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
