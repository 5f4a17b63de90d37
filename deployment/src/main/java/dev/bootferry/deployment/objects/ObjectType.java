package dev.bootferry.deployment.objects;

import java.util.Arrays;
import java.util.Optional;

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

  /** The kind of the objects whose files end so; nothing for what is kept beside objects. */
  static Optional<ObjectType> ofSuffix(String suffix) {
    return Arrays.stream(values()).filter(type -> type.suffix.equals(suffix)).findFirst();
  }
}
