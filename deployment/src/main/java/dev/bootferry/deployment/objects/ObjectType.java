package dev.bootferry.deployment.objects;

/** The kinds of objects, by the suffix of their file. */
public enum ObjectType {
  /** A regular file or symbolic link, with its owner, mode and extended attributes. */
  FILE("file"),
  /** What a directory holds. */
  DIR_TREE("dirtree"),
  /** Owner, mode and extended attributes of a directory. */
  DIR_META("dirmeta"),
  COMMIT("commit");

  private final String suffix;

  ObjectType(String suffix) {
    this.suffix = suffix;
  }

  public String suffix() {
    return suffix;
  }
}
