package dev.bootferry.deployment.objects;

import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.OutputFile;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * Writes file objects into a repository in mode {@code bare}: files and links with their real
 * owner, mode and attributes. What is written gets its name only when its checksum, computed, is
 * the one that was promised. For one thread.
 */
public final class FileObjectWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final String NAME = "object";

  private final ObjectStore objects;
  private final Path temporary;
  private final Directory directory;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * Prepares.
   *
   * @param temporary an empty folder of the caller's, on the same file system
   */
  public FileObjectWriter(ObjectStore objects, Path temporary) throws IOException {
    this.objects = objects;
    this.temporary = temporary;
    this.directory = Directory.open(temporary);
  }

  /**
   * Writes a regular file.
   *
   * @return whether the content has the checksum; if not, nothing was stored
   * @throws dev.bootferry.core.problem.ProblemException {@code system-call-failed}
   */
  public boolean regular(FileAttributes attributes, InputStream content, Checksum checksum)
      throws IOException {
    MessageDigest computation = attributes.ofRegular();
    try {
      try (OutputFile file = directory.create(NAME, 0600)) {
        long at = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
          computation.update(buffer, 0, read);
          file.write(buffer, 0, read, at);
          at += read;
        }
        file.changeOwner(attributes.uid(), attributes.gid());
        file.changeMode(attributes.mode());
        for (Map.Entry<String, byte[]> xattr : attributes.xattrs().entrySet()) {
          file.setXattr(xattr.getKey(), xattr.getValue());
        }
        // As ostree does: what is the same file has the same time.
        file.changeTime(0, 0);
      }
      return keep(computation, checksum);
    } catch (SystemCallException e) {
      throw failed(checksum, e);
    }
  }

  /** Writes a symbolic link; see {@link #regular}. */
  public boolean symlink(FileAttributes attributes, String target, Checksum checksum)
      throws IOException {
    try {
      directory.makeSymlink(NAME, target);
      directory.changeOwner(NAME, attributes.uid(), attributes.gid());
      for (Map.Entry<String, byte[]> xattr : attributes.xattrs().entrySet()) {
        directory.setXattr(NAME, xattr.getKey(), xattr.getValue());
      }
      return keep(attributes.ofSymlink(target), checksum);
    } catch (SystemCallException e) {
      throw failed(checksum, e);
    }
  }

  private boolean keep(MessageDigest computation, Checksum checksum) throws IOException {
    if (!HexFormat.of().formatHex(computation.digest()).equals(checksum.hex())) {
      directory.unlink(NAME);
      return false;
    }
    Path target = objects.path(ObjectType.FILE, checksum);
    Files.createDirectories(target.getParent());
    Files.move(temporary.resolve(NAME), target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static RuntimeException failed(Checksum checksum, SystemCallException e) {
    return e.problem(
        LinuxProblem.SYSTEM_CALL_FAILED,
        "write the file object " + checksum,
        "See that the file system has space and inodes left, and that it can hold owners and"
            + " extended attributes as ext4, xfs and btrfs do.");
  }

  @Override
  public void close() {
    directory.close();
  }
}
