package dev.bootferry.images.bundle;

import dev.bootferry.images.ImagesProblem;
import java.util.List;

/**
 * One thing that is wrong with a bundle.
 *
 * @param path of the file in the bundle; empty when the bundle as a whole is meant
 * @param uses what the file is, as in {@code layer 2 of bound image quay.io/org/app:1}; several
 *     when images share it
 * @param detail what is wrong
 */
public record BundleDamage(Kind kind, String path, List<String> uses, String detail) {
  /** The kinds of damage; an identifier, once released, keeps its meaning. */
  public enum Kind {
    /** Content that is not what its name says. */
    CONTENT("content", ImagesProblem.BLOB_DIGEST_MISMATCH),
    /** Content of another length. */
    LENGTH("length", ImagesProblem.BLOB_SIZE_MISMATCH),
    /** A file that the set needs and the bundle lacks. */
    MISSING("missing", ImagesProblem.BUNDLE_NOT_CLOSED),
    /** A file that no image of the set needs. */
    UNEXPECTED("unexpected", ImagesProblem.BUNDLE_INVALID),
    /** index.json, a manifest or a configuration that cannot be understood. */
    DOCUMENT("document", ImagesProblem.BUNDLE_INVALID),
    /** The tar around the files: a header, padding, the end. */
    STRUCTURE("structure", ImagesProblem.BUNDLE_INVALID);

    private final String id;
    private final ImagesProblem code;

    Kind(String id, ImagesProblem code) {
      this.id = id;
      this.code = code;
    }

    public String id() {
      return id;
    }

    ImagesProblem code() {
      return code;
    }
  }

  public BundleDamage {
    uses = List.copyOf(uses);
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + " ")
        + (uses.isEmpty() ? "" : "(" + String.join("; ", uses) + ") ")
        + detail;
  }
}
