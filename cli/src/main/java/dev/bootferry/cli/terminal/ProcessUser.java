package dev.bootferry.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process acts as. */
final class ProcessUser {
  /** See proc_pid_status(5): real, effective, saved and file system user id. */
  private static final String EFFECTIVE_ROOT = "Uid:\\s+\\d+\\s+0\\s.*";

  private ProcessUser() {}

  static boolean isRoot() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.anyMatch(line -> line.matches(EFFECTIVE_ROOT));
    } catch (IOException e) {
      // Without /proc nothing that needs root would work either; say so there, not here.
      return false;
    }
  }
}
