package dev.bootferry.images.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which container storage, written {@code [driver@graphroot+runroot:option,option]} before an
 * image's name (containers-transports(5)). What is absent is as storage.conf says.
 *
 * @param graphRoot absolute
 * @param runRoot absolute
 */
public record StorageSpecifier(
    Optional<String> driver, Path graphRoot, Optional<Path> runRoot, List<String> options) {
  private static final String AS = "a container storage";

  public StorageSpecifier {
    if (!graphRoot.isAbsolute() || runRoot.filter(r -> !r.isAbsolute()).isPresent()) {
      throw new IllegalArgumentException("a container storage has absolute paths");
    }
    options = List.copyOf(options);
  }

  /**
   * Reads what is between the brackets.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-invalid}
   */
  static StorageSpecifier parse(String text) {
    String rest = text;
    Optional<String> driver = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      driver = Optional.of(rest.substring(0, at)).filter(d -> !d.isEmpty());
      rest = rest.substring(at + 1);
      if (driver.isEmpty()) {
        throw invalid(text, "there is no driver before the @");
      }
    }
    List<String> options = List.of();
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      options = List.of(rest.substring(colon + 1).split(","));
      rest = rest.substring(0, colon);
    }
    Optional<Path> runRoot = Optional.empty();
    int plus = rest.indexOf('+');
    if (plus >= 0) {
      runRoot = Optional.of(absolute(text, rest.substring(plus + 1)));
      rest = rest.substring(0, plus);
    }
    return new StorageSpecifier(driver, absolute(text, rest), runRoot, options);
  }

  private static Path absolute(String text, String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw invalid(text, "'" + path + "' is no absolute path");
    }
    return Path.of(path);
  }

  private static RuntimeException invalid(String text, String why) {
    return InvalidReference.of(
        text,
        AS,
        why,
        "Write it as [overlay@/var/lib/containers/storage+/run/containers/storage].");
  }

  /** As it is written, with the brackets. */
  @Override
  public String toString() {
    return "["
        + driver.map(d -> d + "@").orElse("")
        + graphRoot
        + runRoot.map(r -> "+" + r).orElse("")
        + (options.isEmpty() ? "" : ":" + String.join(",", options))
        + "]";
  }
}
