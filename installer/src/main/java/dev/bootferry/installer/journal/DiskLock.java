package dev.bootferry.installer.journal;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.undo.DiskIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another installation, or its undoing, off a disk while one is under way. The kernel gives
 * the lock back however the program ends.
 */
public final class DiskLock implements AutoCloseable {
  private final FileChannel file;

  private DiskLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes it.
   *
   * @param folder for the file of the lock, which stays; made when it is missing
   * @throws ProblemException {@code target-in-use} when another program has it
   */
  public static DiskLock take(Path folder, DiskIdentity disk) throws IOException {
    Path _ = Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve(disk.fileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = isFree(file);
    } finally {
      if (!taken) {
        file.close();
      }
    }
    if (!taken) {
      throw new Problem(
              PartitioningProblem.TARGET_IN_USE,
              "begin work on the disk with the " + disk,
              "another bootferry is installing on it, or undoing that",
              "Wait until it has ended.")
          .exception();
    }
    return new DiskLock(file);
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      @Nullable FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // This very program has it.
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
