package dev.bootferry.images.bound;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.Optional;

/**
 * The image that one bound unit names, read as bootc 1.16.9 reads it: {@code [Image] Image} of a
 * {@code .image}, {@code [Container] Image} of a {@code .container}; nothing else counts, but
 * {@code AuthFile} in a {@code .image} is refused.
 *
 * @param image the reference, with {@code %%} already read as {@code %}
 * @param line of the assignment that counts, from 1
 */
public record QuadletUnit(Kind kind, String image, int line) {
  /** What kind of unit it is; the extension of the link's name says so, not the file's own name. */
  public enum Kind {
    IMAGE("image", "Image"),
    CONTAINER("container", "Container");

    private final String extension;
    private final String section;

    Kind(String extension, String section) {
      this.extension = extension;
      this.section = section;
    }

    /** Without the dot. */
    public String extension() {
      return extension;
    }

    /** The section that holds the key {@code Image}. */
    public String section() {
      return section;
    }

    /** The kind for a file name; empty when the name ends otherwise. */
    public static Optional<Kind> ofName(String fileName) {
      int dot = fileName.lastIndexOf('.');
      // A name that begins with its only dot has no extension, as Rust's Path sees it.
      String extension = dot > 0 ? fileName.substring(dot + 1) : "";
      for (Kind kind : values()) {
        if (kind.extension.equals(extension)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Reads the text of a unit.
   *
   * @param path the unit file, for messages
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-unit-invalid}, with file and
   *     line, where bootc would refuse
   */
  public static QuadletUnit parse(String text, String path, Kind kind) {
    IniFile file = IniFile.parse(text, path);
    IniFile.Item image =
        file.last(kind.section(), "Image")
            .orElseThrow(() ->
                refused(
                    path,
                    "section [" + kind.section() + "] has no key Image (names are case-sensitive)",
                    "Name the image by its full reference in the unit."));
    if (kind == Kind.IMAGE) {
      file.last(kind.section(), "AuthFile")
          .ifPresent(item -> {
            throw refused(
                at(path, item.line()),
                "bootc refuses AuthFile in a .image unit",
                "Take the line out; credentials for bound images belong in /etc/ostree/auth.json.");
          });
    }
    String reference = withoutSpecifiers(image.value(), at(path, image.line()));
    if (reference.isEmpty()) {
      throw refused(
          at(path, image.line()), "Image is empty", "Name the image by its full reference.");
    }
    return new QuadletUnit(kind, reference, image.line());
  }

  /** Reads {@code %%} as {@code %}; any other specifier is refused, as bootc does. */
  private static String withoutSpecifiers(String value, String where) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        i++;
        if (i >= value.length() || value.charAt(i) != '%') {
          String specifier = i < value.length() ? "%" + value.charAt(i) : "% at the end";
          throw refused(
              where,
              "'" + value + "' uses the specifier " + specifier + ", which bootc does not expand",
              "Write the reference out; a literal percent sign is %%.");
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }

  static String at(String path, int line) {
    return path + ", line " + line;
  }

  private static RuntimeException refused(String where, String why, String fix) {
    return new Problem(ImagesProblem.BOUND_UNIT_INVALID, "read the bound unit " + where, why, fix)
        .exception();
  }
}
