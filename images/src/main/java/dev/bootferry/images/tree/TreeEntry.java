package dev.bootferry.images.tree;

import java.util.List;

/**
 * One name in an image's tree.
 *
 * @param path relative to the image's root, without a slash at either end; empty for the root
 * @param size bytes of a regular file; 0 for everything else
 * @param mode permission bits with set-user-id, set-group-id and sticky, at most 07777
 * @param linkTarget of a symbolic link, as written; empty otherwise
 * @param layer index of the layer that the entry comes from, the lowest is 0; of an entry that no
 *     layer states (an implied directory), the layer that implied it
 * @param xattrs names of its extended attributes, sorted
 */
public record TreeEntry(
    String path,
    EntryType type,
    long size,
    int mode,
    long uid,
    long gid,
    String linkTarget,
    int layer,
    List<String> xattrs) {
  public TreeEntry {
    xattrs = List.copyOf(xattrs);
  }

  /** The last component of the path; empty for the root. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public boolean isFile() {
    return type == EntryType.FILE;
  }

  public boolean isDirectory() {
    return type == EntryType.DIRECTORY;
  }

  public boolean isSymlink() {
    return type == EntryType.SYMLINK;
  }
}
