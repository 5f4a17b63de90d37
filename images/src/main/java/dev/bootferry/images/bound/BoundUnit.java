package dev.bootferry.images.bound;

/**
 * One unit that binds an image.
 *
 * @param link in bound-images.d, relative to the image's root
 * @param path of the unit file that the link leads to
 * @param unit what it says
 */
public record BoundUnit(String link, String path, QuadletUnit unit) {
  /** The image's reference, as the unit spells it. */
  public String reference() {
    return unit.image();
  }

  /** The unit's file name, as in {@code app.container}. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** File and line, for messages. */
  public String where() {
    return QuadletUnit.at("/" + path, unit.line());
  }
}
