package dev.bootferry.deployment.objects;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The objects of one repository. What is read is checked against its name; what is written appears
 * under its name whole or not at all, but is not forced to the disk: whoever sets the ref that
 * makes it reachable forces the file system first. Thread-safe.
 */
public final class ObjectStore {
  /** As large as libostree accepts. */
  private static final long MAX_METADATA = 128L << 20;

  private final Path repository;

  public ObjectStore(Path repository) {
    this.repository = repository;
  }

  /** Where an object is, or would be. */
  public Path path(ObjectType type, Checksum checksum) {
    String hex = checksum.hex();
    return repository
        .resolve("objects")
        .resolve(hex.substring(0, 2))
        .resolve(hex.substring(2) + "." + type.suffix());
  }

  public boolean has(ObjectType type, Checksum checksum) {
    return Files.exists(path(type, checksum), LinkOption.NOFOLLOW_LINKS);
  }

  /** The commit, or nothing when the repository does not have it. */
  public Optional<CommitObject> findCommit(Checksum checksum) throws IOException {
    return has(ObjectType.COMMIT, checksum) ? Optional.of(commit(checksum)) : Optional.empty();
  }

  /** Reads a commit; see {@link #read} for errors. */
  public CommitObject commit(Checksum checksum) throws IOException {
    try {
      return CommitObject.parse(read(ObjectType.COMMIT, checksum));
    } catch (IllegalArgumentException e) {
      throw damaged(ObjectType.COMMIT, checksum, String.valueOf(e.getMessage()));
    }
  }

  /** Reads a directory; see {@link #read} for errors. */
  public DirTree tree(Checksum checksum) throws IOException {
    try {
      return DirTree.parse(read(ObjectType.DIR_TREE, checksum));
    } catch (IllegalArgumentException e) {
      throw damaged(ObjectType.DIR_TREE, checksum, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a metadata object.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-damaged} when it is not
   *     there, or its content is not what its name says
   */
  public byte[] read(ObjectType type, Checksum checksum) throws IOException {
    Path path = path(type, checksum);
    try {
      if (Files.size(path) > MAX_METADATA) {
        throw damaged(type, checksum, "it is larger than any such object");
      }
      byte[] content = Files.readAllBytes(path);
      if (!Checksum.of(content).equals(checksum)) {
        throw damaged(type, checksum, "its content has another checksum");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw damaged(type, checksum, "it is missing");
    }
  }

  /**
   * What is kept beside a commit, a dictionary {@code a{sv}}; it can change, so that no checksum
   * covers it. Empty when there is none, or it cannot be understood.
   */
  public Optional<Variant> detachedMetadata(Checksum commit) throws IOException {
    Path path =
        path(ObjectType.COMMIT, commit).resolveSibling(commit.hex().substring(2) + ".commitmeta");
    try {
      return Files.size(path) > MAX_METADATA
          ? Optional.empty()
          : Optional.of(VariantReader.read("a{sv}", Files.readAllBytes(path)));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Replaces what is kept beside a commit, see {@link #detachedMetadata}. */
  public void writeDetached(Checksum commit, byte[] content) throws IOException {
    Path target =
        path(ObjectType.COMMIT, commit).resolveSibling(commit.hex().substring(2) + ".commitmeta");
    Files.createDirectories(target.getParent());
    put(content, target);
  }

  /** Stores a metadata object, unless it is there already. */
  public Checksum write(ObjectType type, byte[] content) throws IOException {
    if (type == ObjectType.FILE) {
      throw new IllegalArgumentException("a file object is more than its content");
    }
    Checksum checksum = Checksum.of(content);
    Path target = path(type, checksum);
    if (Files.exists(target)) {
      return checksum;
    }
    try {
      Files.createDirectories(target.getParent());
    } catch (FileAlreadyExistsException e) {
      throw damaged(type, checksum, e.getMessage() + " is no directory");
    }
    put(content, target);
    return checksum;
  }

  private void put(byte[] content, Path target) throws IOException {
    Path temporary = Files.createTempFile(repository.resolve("tmp"), "bootferry-", ".tmp");
    try {
      Files.write(temporary, content);
      Files.setPosixFilePermissions(
          temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Whether the file object is a regular file without content. */
  boolean isEmptyFile(Checksum checksum) throws IOException {
    Path path = path(ObjectType.FILE, checksum);
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == 0;
  }

  boolean isSymlink(Checksum checksum) {
    return Files.isSymbolicLink(path(ObjectType.FILE, checksum));
  }

  ProblemException damaged(ObjectType type, Checksum checksum, String why) {
    return new Problem(
            DeploymentProblem.SYSROOT_DAMAGED,
            "read " + type.suffix() + " " + checksum + " of " + repository,
            why,
            "The repository is damaged: run ostree fsck, and check the disk.")
        .exception();
  }
}
