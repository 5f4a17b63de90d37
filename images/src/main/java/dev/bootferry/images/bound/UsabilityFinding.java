package dev.bootferry.images.bound;

/**
 * One reason why a bound image would be there but not start on a machine without a network.
 *
 * @param code stable, for scripts
 * @param unit file name of the bound unit, as in {@code app.container}; empty where the image as a
 *     whole is meant
 * @param file absolute path in the image
 * @param line from 1; 0 where no line can be named
 * @param message what is wrong
 * @param remedy what to change; a whole sentence
 */
public record UsabilityFinding(
    Code code, String unit, String file, int line, String message, String remedy) {
  /** The kinds of findings; an identifier, once released, keeps its meaning. */
  public enum Code {
    /** A container does not look into the store that holds bound images. */
    STORE_NOT_USED("bound-store-not-used"),
    /** A bound {@code .image} unit that no container uses through that store. */
    IMAGE_NOT_CONSUMED("bound-image-not-consumed"),
    /** {@code /usr/lib/bootc/storage} does not lead to the store. */
    STORE_LINK_MISSING("bound-store-link-missing"),
    /** {@code Image=} names another unit, which bootc takes for a reference. */
    IMAGE_NAMES_UNIT("bound-image-names-unit"),
    /** The unit asks a registry at every start. */
    PULLS_ALWAYS("bound-pulls-always"),
    /** storage.conf makes the store visible to every container. */
    STORE_GLOBAL("bound-store-global");

    private final String id;

    Code(String id) {
      this.id = id;
    }

    /** Lower-case words joined by dashes. */
    public String id() {
      return id;
    }
  }

  /** File and line. */
  public String where() {
    return line > 0 ? QuadletUnit.at(file, line) : file;
  }

  @Override
  public String toString() {
    return where() + ": " + message + " [" + code.id() + "] " + remedy;
  }
}
