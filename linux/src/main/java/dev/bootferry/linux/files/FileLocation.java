package dev.bootferry.linux.files;

import java.nio.file.Path;

/**
 * Where a file is, told without a {@link Path} of the whole: a Java path cannot hold every name
 * when the locale is not UTF-8.
 *
 * @param root a directory, reached by the usual rules
 * @param path below it: relative, without empty components, {@code .} and {@code ..}; none of its
 *     components but the last is a symbolic link
 */
public record FileLocation(Path root, String path) {
  public FileLocation {
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("not a relative path: " + path);
    }
  }

  /** The last component. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return root + "/" + path;
  }
}
