package dev.bootferry.deployment.objects;

import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The local refs of one repository: names for commits, each a file below {@code refs/heads}. */
public final class Refs {
  private final Path heads;

  public Refs(Path repository) {
    heads = repository.resolve("refs").resolve("heads");
  }

  public Optional<Checksum> find(String ref) throws IOException {
    Path file = file(ref);
    try {
      return Optional.of(read(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Creates or moves a ref. Afterwards it is durable; the objects are the caller's to force. */
  public void set(String ref, Checksum commit) throws IOException {
    Path file = file(ref);
    Files.createDirectories(file.getParent());
    AtomicFile.write(file, (commit + "\n").getBytes(StandardCharsets.US_ASCII));
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** Removes a ref, if it is there. Objects stay until the repository is pruned. */
  public void remove(String ref) throws IOException {
    Files.deleteIfExists(file(ref));
  }

  /**
   * All refs below a prefix.
   *
   * @param prefix a folder of refs such as {@code ostree/container/blob}; empty for all
   * @return by whole name, sorted
   */
  public SortedMap<String, Checksum> list(String prefix) throws IOException {
    SortedMap<String, Checksum> refs = new TreeMap<>();
    Path folder = prefix.isEmpty() ? heads : file(prefix);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return refs;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        boolean temporary = String.valueOf(file.getFileName()).startsWith(".");
        if (!temporary && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          refs.put(heads.relativize(file).toString(), read(file));
        }
      }
    }
    return refs;
  }

  private Path file(String ref) {
    Path file = heads.resolve(ref).normalize();
    if (ref.isEmpty() || !file.startsWith(heads) || file.equals(heads)) {
      throw new IllegalArgumentException("not a ref: " + ref);
    }
    return file;
  }

  private Checksum read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    try {
      return new Checksum(text);
    } catch (IllegalArgumentException e) {
      throw new Problem(
              DeploymentProblem.SYSROOT_DAMAGED,
              "read the ref " + heads.relativize(file) + " of " + heads,
              "it holds no checksum",
              "The repository is damaged: run ostree fsck, and check the disk.")
          .exception(e);
    }
  }
}
