package dev.bootferry.images.set;

/** What an image is in its set; the constant's lower-case name is what bundles record. */
public enum Role {
  BASE,
  BOUND;

  /** As in the annotation {@code dev.bootferry.role}. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
