package dev.bootferry.images.tree;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts a tree. */
final class TotalsCount {
  private static final long BLOCK = 4096;

  /** What hard links name and no name of its own was met for. */
  private final Set<Node> nameless = Collections.newSetFromMap(new IdentityHashMap<>());

  private long files;
  private long directories;
  private long symlinks;
  private long hardLinks;
  private long specials;
  private long bytes;
  private long blockBytes;

  static TreeTotals of(Node root) {
    TotalsCount count = new TotalsCount();
    count.links(root);
    count.names(root);
    // Where the first name is gone, one of the links is the file.
    count.hardLinks -= count.nameless.size();
    count.nameless.forEach(count::inode);
    return new TreeTotals(
        count.files,
        count.directories,
        count.symlinks,
        count.hardLinks,
        count.specials,
        count.bytes,
        count.blockBytes);
  }

  private void links(Node node) {
    if (node.inode != null) {
      hardLinks++;
      nameless.add(node.inode);
    }
    node.children().forEach(this::links);
  }

  private void names(Node node) {
    if (node.isDirectory()) {
      directories++;
      node.children().forEach(this::names);
    } else if (node.inode == null) {
      nameless.remove(node);
      inode(node);
    }
  }

  private void inode(Node node) {
    switch (node.kind) {
      case FILE -> {
        files++;
        bytes += node.size;
        blockBytes += Math.ceilDiv(node.size, BLOCK) * BLOCK;
      }
      case SYMLINK -> symlinks++;
      case SPECIAL -> specials++;
      case DIRECTORY, HARD_LINK, WHITEOUT, OPAQUE -> {}
    }
  }
}
