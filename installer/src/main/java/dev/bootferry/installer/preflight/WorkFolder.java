package dev.bootferry.installer.preflight;

import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.linux.shutdown.AtShutdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for what an installation needs outside the target. It is removed when it is closed, or
 * else when the program ends.
 */
public final class WorkFolder implements AutoCloseable {
  /** Programs are run from it, and /tmp is often small or not allowed to hold any. */
  private static final Path PLACE = Path.of("/var/tmp");

  private final Path path;
  private final AtShutdown.Entry undo;

  private WorkFolder(Path path) {
    this.path = path;
    this.undo =
        AtShutdown.undo(() -> {
          try {
            FileTree.delete(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static WorkFolder create() throws IOException {
    Path parent = Files.isDirectory(PLACE) ? PLACE : Path.of(System.getProperty("java.io.tmpdir"));
    Path folder = Files.createTempDirectory(parent, "bootferry-install-");
    Files.createDirectory(folder.resolve("target"));
    Files.createDirectory(folder.resolve("scratch"));
    return new WorkFolder(folder);
  }

  public Path path() {
    return path;
  }

  /** Where the target's root file system is mounted. */
  public Path mountPoint() {
    return path.resolve("target");
  }

  /** An empty folder. */
  public Path scratch() {
    return path.resolve("scratch");
  }

  /** Removes the folder; what is mounted in it has been unmounted before. */
  @Override
  public void close() throws IOException {
    undo.close();
    FileTree.delete(path);
  }
}
