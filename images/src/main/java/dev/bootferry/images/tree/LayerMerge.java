package dev.bootferry.images.tree;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layer.LayerPath;
import java.util.IdentityHashMap;
import java.util.List;

/** Merges layers, the lowest first, as the OCI image specification says. */
final class LayerMerge {
  private final DirectoryBuilder root = new DirectoryBuilder("", new Node.Origin());

  /**
   * Merges.
   *
   * @param leftOut folders that are not part of the result; what hard links elsewhere name in them
   *     is
   */
  static Node merge(List<LayerContents> layers, List<String> leftOut) {
    LayerMerge merge = new LayerMerge();
    for (LayerContents layer : layers) {
      merge.add(layer);
    }
    leftOut.forEach(merge.root::removePath);
    return merge.root.build();
  }

  private void add(LayerContents layer) {
    // Found before the layer changes anything: its links mean what the lower layers held.
    IdentityHashMap<Node, Node> inodes = new IdentityHashMap<>();
    for (Node link : layer.lowerLinks()) {
      String path = String.valueOf(link.link);
      inodes.put(
          link,
          root.find(path)
              .map(Node::target)
              .orElseThrow(() ->
                  new Problem(
                          ImagesProblem.LAYER_INVALID,
                          "merge " + layer.name(),
                          "its hard link "
                              + link.name
                              + " names "
                              + path
                              + ", which is no file of it or of the layers below",
                          "The image is damaged: build it again.")
                      .exception()));
    }
    into(root, layer.root(), layer.origin(), inodes);
  }

  private static void into(
      DirectoryBuilder lower, Node upper, Node.Origin origin, IdentityHashMap<Node, Node> inodes) {
    if (!upper.isImplied()) {
      lower.describe(upper.attributes, upper.ordinal, origin);
    }
    // Whiteouts concern lower layers only, wherever they stand among the layer's entries.
    for (Node child : upper.children()) {
      if (child.kind == Node.Kind.OPAQUE) {
        lower.clear();
      } else if (child.kind == Node.Kind.WHITEOUT) {
        lower.remove(LayerPath.hidden(child.name));
      }
    }
    for (Node child : upper.children()) {
      switch (child.kind) {
        case OPAQUE, WHITEOUT -> {}
        case DIRECTORY -> into(lower.directory(child.name, origin), child, origin, inodes);
        case FILE, SYMLINK, SPECIAL, HARD_LINK -> {
          Node inode = inodes.get(child);
          lower.put(
              inode == null ? child : Node.hardLink(child.name, inode, child.ordinal, origin));
        }
      }
    }
  }
}
