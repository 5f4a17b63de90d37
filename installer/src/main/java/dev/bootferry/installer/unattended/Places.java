package dev.bootferry.installer.unattended;

import java.nio.file.Path;

/** Absolute paths on the new machine. */
final class Places {
  private Places() {}

  /** Whether it leads where it seems to: no {@code .}, {@code ..}, no doubled or last slash. */
  static boolean isPlain(String path) {
    return Path.of(path).normalize().toString().equals(path);
  }
}
