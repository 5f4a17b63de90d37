package dev.bootferry.testing.install;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.nio.file.Path;
import java.util.List;

/** All that is below a folder, so that what was changed can be named. */
public final class Listing {
  private Listing() {}

  /**
   * A line for each name, with kind, mode, owner, size, time of the last change, number, and what a
   * link leads to; then a line for each file, with the digest of its content unless it is larger
   * than any of a system's.
   */
  public static List<String> of(Path root) {
    return new SystemCommandRunner()
        .run(
            Command.of(
                "sh",
                "-c",
                "cd \"$1\" && find . -printf '%P %y %m %U:%G %s %T@ %i %l\\n' | sort"
                    + " && find . -type f -size -256M -print0 | sort -z | xargs -0 sha256sum",
                "sh",
                root.toString()))
        .text()
        .lines()
        .toList();
  }
}
