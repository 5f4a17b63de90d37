package dev.bootferry.testing.install;

import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.linux.shutdown.AtShutdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where large files of a test run lie that several tests share. It is removed when the virtual
 * machine ends, whatever the tests did.
 */
public final class RunFolder {
  private static final RunFolder ONLY = new RunFolder();

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path path;

  private RunFolder() {
    try {
      // Not /tmp, which may be in memory: disks of gigabytes come here. Short, since podman takes
      // no path of more than 50 characters for its run root.
      Path folder = Path.of("/var/tmp/bootferry-t" + ProcessHandle.current().pid());
      if (Files.exists(folder)) {
        FileTree.delete(folder);
      }
      this.path = Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtShutdown.Entry _ =
        AtShutdown.undo(() -> {
          try {
            FileTree.delete(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The folder of this run. */
  public static Path path() {
    return ONLY.path;
  }

  /** A new, empty folder in it. */
  public static Path create(String name) {
    try {
      return Files.createDirectory(ONLY.path.resolve(name + NUMBER.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
