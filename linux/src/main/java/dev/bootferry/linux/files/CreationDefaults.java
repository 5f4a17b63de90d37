package dev.bootferry.linux.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file gets that this process makes, when nothing else is said.
 *
 * @param umask bits that are taken from the mode
 * @param uid its owner
 * @param gid its group, unless the directory gives it another
 */
public record CreationDefaults(int umask, long uid, long gid) {
  /** Reads them from the kernel. */
  public static CreationDefaults ofThisProcess() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return new CreationDefaults(
        Integer.parseInt(field(status, "Umask:", 0), 8),
        Long.parseLong(field(status, "Uid:", 3)),
        Long.parseLong(field(status, "Gid:", 3)));
  }

  /** The identity of a process for files is the last of four. */
  private static String field(List<String> status, String name, int index) throws IOException {
    for (String line : status) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip().split("\\s+", -1)[index];
      }
    }
    throw new IOException("/proc/self/status has no " + name);
  }
}
