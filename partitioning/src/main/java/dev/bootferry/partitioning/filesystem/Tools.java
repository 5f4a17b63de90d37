package dev.bootferry.partitioning.filesystem;

import dev.bootferry.linux.process.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose programs make and check file systems: this machine's, or those of an image, whose kernel
 * then understands every feature that they turn on.
 *
 * @param prefix put before each command, such as {@code chroot DIR}; the device must be visible
 *     there under the same name
 * @param environment such as {@code MKE2FS_CONFIG}
 */
public record Tools(List<String> prefix, Map<String, String> environment) {
  /** This machine's own. */
  public static final Tools HOST = new Tools(List.of(), Map.of());

  public Tools {
    prefix = List.copyOf(prefix);
    environment = Map.copyOf(environment);
  }

  Command command(List<String> argv) {
    Map<String, String> all = new HashMap<>(environment);
    return Command.of(argv).behind(prefix).withEnvironment(all);
  }
}
