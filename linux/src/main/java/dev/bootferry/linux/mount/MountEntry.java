package dev.bootferry.linux.mount;

import java.nio.file.Path;
import java.util.List;

/**
 * One line of {@code /proc/self/mountinfo}, as proc(5) describes it.
 *
 * @param major of the device number of the file system
 * @param minor of the device number of the file system; not always that of {@code source}
 * @param root the folder of the file system that is shown
 * @param target where it is mounted
 * @param options of this mount, such as {@code rw} and {@code nosuid}
 * @param type of the file system
 * @param source usually a device; any text for a file system without one
 * @param superOptions of the file system itself
 */
public record MountEntry(
    int major,
    int minor,
    String root,
    Path target,
    List<String> options,
    String type,
    String source,
    List<String> superOptions) {
  public MountEntry {
    options = List.copyOf(options);
    superOptions = List.copyOf(superOptions);
  }

  public boolean isReadOnly() {
    return options.contains("ro") || superOptions.contains("ro");
  }
}
