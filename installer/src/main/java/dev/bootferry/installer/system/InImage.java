package dev.bootferry.installer.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths as the installed system will see them. */
final class InImage {
  private InImage() {}

  /**
   * A path whose first folder is no link: {@code /home/x} becomes {@code /var/home/x} where the
   * image has {@code /home} as a link. Most of these systems keep what changes in /var so.
   *
   * @param path absolute
   */
  static String resolveFirst(Path deployment, String path) {
    Path whole = Path.of(path).normalize();
    if (whole.getNameCount() == 0) {
      return path;
    }
    Path first = deployment.resolve(whole.getName(0).toString());
    if (!Files.isSymbolicLink(first)) {
      return whole.toString();
    }
    try {
      Path place = Path.of("/").resolve(Files.readSymbolicLink(first)).normalize();
      return whole.getNameCount() == 1
          ? place.toString()
          : place.resolve(whole.subpath(1, whole.getNameCount())).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
