package dev.bootferry.deployment.imports;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.sysroot.Sysroot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * ostree's own lock of a repository, shared: others may add to it meanwhile, and nobody prunes what
 * no ref names yet.
 */
final class RepositoryLock implements AutoCloseable {
  private final FileChannel file;

  private RepositoryLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-busy} when it is being
   *     pruned
   */
  static RepositoryLock shared(Sysroot sysroot) throws IOException {
    Path path = sysroot.repository().resolve(".lock");
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = file.tryLock(0, Long.MAX_VALUE, true);
      locked = lock != null;
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw new Problem(
              DeploymentProblem.SYSROOT_BUSY,
              "import into " + sysroot.repository(),
              "another program is pruning the repository",
              "Wait until it is done, such as another upgrade, and run the command again.")
          .exception();
    }
    return new RepositoryLock(file);
  }

  /** Closing the file gives the lock back. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
