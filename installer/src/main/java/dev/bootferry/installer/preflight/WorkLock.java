package dev.bootferry.installer.preflight;

import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.linux.session.Identity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lock on a file in a work folder, which lasts as long as the program that uses the folder. The
 * kernel gives it back however that ends, so a folder whose lock can be had is abandoned.
 */
final class WorkLock implements AutoCloseable {
  private static final String FILE = "lock";
  private static final System.Logger LOG = System.getLogger(WorkLock.class.getName());

  private final FileChannel file;

  private WorkLock(FileChannel file) {
    this.file = file;
  }

  /** Takes the lock of a new folder, which nobody else knows. */
  static WorkLock take(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (!isFree(file)) {
      file.close();
      throw new IOException("the new folder " + folder + " is used by another program");
    }
    return new WorkLock(file);
  }

  /**
   * Removes the folders that nobody uses any more. What was mounted in them went with the program,
   * which mounted in private. One that cannot be removed stays: that is no reason not to install.
   */
  static void removeAbandoned(Path parent, String prefix) throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(parent)) {
      folders =
          entries.filter(e -> String.valueOf(e.getFileName()).startsWith(prefix)).sorted().toList();
    }
    for (Path folder : folders) {
      try {
        removeIfAbandoned(folder);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "could not remove " + folder, e);
      }
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    Path path = folder.resolve(FILE);
    if (!isOurs(folder) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (isFree(file)) {
        FileTree.delete(folder);
      }
    }
  }

  /** In a place that all can write to, another user's folder could be anything. */
  private static boolean isOurs(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals(Identity.effectiveUserId());
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      LOG.log(Level.TRACE, "this very program uses it", e);
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
