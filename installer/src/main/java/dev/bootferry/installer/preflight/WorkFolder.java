package dev.bootferry.installer.preflight;

import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.linux.shutdown.AtShutdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder for what an installation needs outside the target. It is removed when it is closed, or
 * else when the program ends; what a program that was killed left is removed by the next.
 */
public final class WorkFolder implements AutoCloseable {
  /** Programs are run from it, and /tmp is often small or not allowed to hold any. */
  private static final Path PLACE = Path.of("/var/tmp");

  private static final String PREFIX = "bootferry-install-";

  private final Path path;
  private final WorkLock lock;
  private final AtShutdown.Entry undo;

  private WorkFolder(Path path, WorkLock lock) {
    this.path = path;
    this.lock = lock;
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
    return create(Files.isDirectory(PLACE) ? PLACE : Path.of(System.getProperty("java.io.tmpdir")));
  }

  static WorkFolder create(Path parent) throws IOException {
    WorkLock.removeAbandoned(parent, PREFIX);
    // It has its name only when its lock is held: nobody takes it for abandoned.
    Path made = Files.createTempDirectory(parent, ".new-" + PREFIX);
    WorkLock lock = WorkLock.take(made);
    boolean done = false;
    try {
      Files.createDirectory(made.resolve("target"));
      Files.createDirectory(made.resolve("scratch"));
      String number = String.valueOf(made.getFileName()).substring((".new-" + PREFIX).length());
      Path folder =
          Files.move(made, parent.resolve(PREFIX + number), StandardCopyOption.ATOMIC_MOVE);
      done = true;
      return new WorkFolder(folder, lock);
    } finally {
      if (!done) {
        lock.close();
        FileTree.delete(made);
      }
    }
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
    try (lock) {
      FileTree.delete(path);
    }
  }
}
