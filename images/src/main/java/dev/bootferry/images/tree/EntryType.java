package dev.bootferry.images.tree;

/** What kind of thing an entry of an image's tree is. */
public enum EntryType {
  /** A regular file, whichever of its hard links names it. */
  FILE,
  DIRECTORY,
  SYMLINK,
  /** A device, FIFO or socket: never part of an installed system. */
  SPECIAL
}
