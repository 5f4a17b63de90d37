package dev.bootferry.deployment.objects;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.work.Workers;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads all of a repository in mode {@code bare} back, as {@code ostree fsck} does, with several
 * threads: every object's checksum is computed from its content and attributes, and all that a
 * commit names must be there. Changes nothing.
 */
public final class RepositoryCheck {
  private static final int BUFFER_BYTES = 256 << 10;

  private final ObjectStore objects;
  private final Path repository;
  private final ByteCounter counter;
  private final Collection<Checksum> commits = new ConcurrentLinkedQueue<>();

  private RepositoryCheck(Path repository, ByteCounter counter) {
    this.objects = new ObjectStore(repository);
    this.repository = repository;
    this.counter = counter;
  }

  /**
   * Checks.
   *
   * @param jobs threads, at least 1
   * @param counter told of the objects' bytes, by several threads
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-damaged}, naming the object
   * @throws IOException when something cannot be read
   */
  public static void run(Path repository, int jobs, ByteCounter counter) throws IOException {
    RepositoryCheck check = new RepositoryCheck(repository, counter);
    List<Workers.Task> folders = new ArrayList<>();
    for (int prefix = 0; prefix < 256; prefix++) {
      String name = HexFormat.of().toHexDigits((byte) prefix);
      folders.add(() -> check.folder(name));
    }
    Workers.run("check", jobs, folders);
    for (Checksum ref : new Refs(repository).list("").values()) {
      check.require(ObjectType.COMMIT, ref);
    }
    check.follow();
  }

  private void folder(String prefix) throws IOException {
    Path path = repository.resolve("objects").resolve(prefix);
    if (!Files.isDirectory(path)) {
      return;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (Directory folder = Directory.open(path)) {
      for (String name : folder.list()) {
        int dot = name.indexOf('.');
        Optional<ObjectType> type = ObjectType.ofSuffix(name.substring(dot + 1));
        if (dot == 62 && type.isPresent()) {
          object(folder, name, type.get(), new Checksum(prefix + name.substring(0, dot)), buffer);
        }
      }
    }
  }

  private void object(
      Directory folder, String name, ObjectType type, Checksum checksum, byte[] buffer)
      throws IOException {
    FileStatus status = folder.status(name).orElseThrow(() -> damaged(type, checksum, "vanished"));
    MessageDigest computation;
    if (type != ObjectType.FILE) {
      computation = Digest.newSha256();
    } else {
      FileAttributes attributes =
          new FileAttributes(status.uid(), status.gid(), status.mode(), folder.xattrs(name));
      computation =
          status.isSymlink()
              ? attributes.ofSymlink(folder.readSymlink(name))
              : attributes.ofRegular();
    }
    if (status.isRegular()) {
      content(folder, name, computation, buffer);
    } else if (type != ObjectType.FILE || !status.isSymlink()) {
      throw damaged(type, checksum, "it is no file");
    }
    if (!HexFormat.of().formatHex(computation.digest()).equals(checksum.hex())) {
      throw damaged(type, checksum, "its content or attributes have another checksum");
    }
    if (type == ObjectType.COMMIT) {
      commits.add(checksum);
    }
  }

  private void content(Directory folder, String name, MessageDigest computation, byte[] buffer)
      throws IOException {
    try (InputFile file = folder.openFile(name);
        InputStream content = file.stream()) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        computation.update(buffer, 0, read);
        counter.moved(read);
      }
    }
  }

  /** All that the commits name must be there; each directory is looked into once. */
  private void follow() throws IOException {
    Set<Checksum> seen = new HashSet<>();
    Deque<Checksum> open = new ArrayDeque<>();
    for (Checksum commit : commits) {
      enter(objects.commit(commit).root(), seen, open);
    }
    while (!open.isEmpty()) {
      DirTree tree = objects.tree(open.pop());
      for (Checksum file : tree.files().values()) {
        require(ObjectType.FILE, file);
      }
      for (TreeRef directory : tree.directories().values()) {
        enter(directory, seen, open);
      }
    }
  }

  private void enter(TreeRef directory, Set<Checksum> seen, Deque<Checksum> open) {
    require(ObjectType.DIR_META, directory.meta());
    if (seen.add(directory.tree())) {
      open.push(directory.tree());
    }
  }

  private void require(ObjectType type, Checksum checksum) {
    if (!objects.has(type, checksum)) {
      throw damaged(type, checksum, "it is missing");
    }
  }

  private ProblemException damaged(ObjectType type, Checksum checksum, String why) {
    return objects.damaged(type, checksum, why);
  }
}
