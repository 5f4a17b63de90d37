package dev.bootferry.images.tree;

/**
 * What a tree amounts to.
 *
 * @param files regular files, a file with several hard links once
 * @param hardLinks names of files beyond the first
 * @param specials devices, FIFOs and sockets
 * @param fileBytes content of the regular files
 * @param fileBlockBytes the same, each file rounded up to a multiple of 4096
 */
public record TreeTotals(
    long files,
    long directories,
    long symlinks,
    long hardLinks,
    long specials,
    long fileBytes,
    long fileBlockBytes) {
  /** Inodes that the tree takes on a file system. */
  public long inodes() {
    return files + directories + symlinks;
  }
}
