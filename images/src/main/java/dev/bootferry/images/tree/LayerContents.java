package dev.bootferry.images.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * What one layer holds, as metadata with some captured contents: the result of a scan. Immutable.
 */
public final class LayerContents {
  private final String name;
  private final Node root;
  private final Node.Origin origin;
  private final List<Node> lowerLinks;
  private final long entries;

  LayerContents(String name, Node root, Node.Origin origin, List<Node> lowerLinks, long entries) {
    this.name = name;
    this.root = root;
    this.origin = origin;
    this.lowerLinks = new ArrayList<>(lowerLinks);
    this.entries = entries;
  }

  /** The layer's name, for messages. */
  public String name() {
    return name;
  }

  /** Entries in the layer's tar. */
  public long entries() {
    return entries;
  }

  Node root() {
    return root;
  }

  Node.Origin origin() {
    return origin;
  }

  /** Hard links to what lower layers hold. */
  List<Node> lowerLinks() {
    return lowerLinks;
  }
}
