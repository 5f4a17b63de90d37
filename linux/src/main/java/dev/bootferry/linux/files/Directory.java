package dev.bootferry.linux.files;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An open directory. What is done to a name in it is done to that name in this very directory,
 * whatever happens to paths meanwhile, and no symbolic link is ever followed.
 *
 * <p>A name is one component: who passes a slash or {@code ..} is refused. A directory that {@link
 * #open(Path)} gave, and all that was opened from it, are for one thread at a time; close those
 * before it. Failures are {@link SystemCallException}, and leave what was there.
 */
public final class Directory implements AutoCloseable {
  private static final int OPEN = Calls.O_RDONLY | Calls.O_DIRECTORY;

  private final Scratch scratch;
  private final boolean ownsScratch;
  private final int fd;
  private boolean open = true;

  private Directory(Scratch scratch, boolean ownsScratch, int fd) {
    this.scratch = scratch;
    this.ownsScratch = ownsScratch;
    this.fd = fd;
  }

  /** Opens a directory by its path, following links as usual: the path is the caller's own. */
  public static Directory open(Path path) throws SystemCallException {
    Scratch scratch = new Scratch();
    try {
      return new Directory(
          scratch,
          true,
          Calls.openat(scratch, Calls.AT_FDCWD, scratch.name(path.toString()), OPEN, 0));
    } catch (SystemCallException e) {
      scratch.close();
      throw e;
    }
  }

  /** Opens a directory in this one; a symbolic link is ENOTDIR or ELOOP. */
  public Directory openDirectory(String name) throws SystemCallException {
    return openDirectory(name.getBytes(StandardCharsets.UTF_8));
  }

  /** As the other, by the bytes of the name. */
  public Directory openDirectory(byte[] name) throws SystemCallException {
    return new Directory(
        scratch, false, Calls.openat(scratch, fd(), component(name), OPEN | Calls.O_NOFOLLOW, 0));
  }

  /**
   * Opens a file for reading. Opening a FIFO does not wait for a writer.
   *
   * @throws SystemCallException ELOOP when the name is a symbolic link
   */
  public InputFile openFile(String name) throws SystemCallException {
    return openFile(name.getBytes(StandardCharsets.UTF_8));
  }

  /** As the other, by the bytes of the name. */
  public InputFile openFile(byte[] name) throws SystemCallException {
    int flags = Calls.O_RDONLY | Calls.O_NOFOLLOW | Calls.O_NONBLOCK;
    return new InputFile(scratch, Calls.openat(scratch, fd(), component(name), flags, 0));
  }

  /**
   * Makes a regular file.
   *
   * @param mode before the umask is taken from it
   * @throws SystemCallException EEXIST when there is anything of that name
   */
  public OutputFile create(String name, int mode) throws SystemCallException {
    int flags = Calls.O_WRONLY | Calls.O_CREAT | Calls.O_EXCL | Calls.O_NOFOLLOW;
    return new OutputFile(scratch, Calls.openat(scratch, fd(), component(name), flags, mode));
  }

  /** Makes a directory; the umask is taken from its mode. */
  public void makeDirectory(String name, int mode) throws SystemCallException {
    Calls.mkdirat(scratch, fd(), component(name), mode);
  }

  /** Makes a symbolic link. */
  public void makeSymlink(String name, String target) throws SystemCallException {
    MemorySegment link = component(name);
    Calls.symlinkat(scratch, scratch.otherName(target), fd(), link);
  }

  /** Gives another name to what is in another directory; a symbolic link itself gets the name. */
  public void makeHardLink(String name, Directory of, String existing) throws SystemCallException {
    requireComponent(existing);
    MemorySegment link = component(name);
    Calls.linkat(scratch, of.fd(), scratch.otherName(existing), fd(), link);
  }

  /** Removes a name that is no directory. */
  public void unlink(String name) throws SystemCallException {
    Calls.unlinkat(scratch, fd(), component(name), 0);
  }

  /** Removes an empty directory. */
  public void removeDirectory(String name) throws SystemCallException {
    Calls.unlinkat(scratch, fd(), component(name), Calls.AT_REMOVEDIR);
  }

  /** Removes a name, a directory with all that is in it. What is not there is removed already. */
  public void removeTree(String name) throws SystemCallException {
    Optional<FileStatus> status = status(name);
    if (status.isEmpty()) {
      return;
    }
    if (!status.get().isDirectory()) {
      unlink(name);
      return;
    }
    try (Directory directory = openDirectory(name)) {
      for (String child : directory.list()) {
        directory.removeTree(child);
      }
    }
    removeDirectory(name);
  }

  /** What the name is; empty when there is none. */
  public Optional<FileStatus> status(String name) throws SystemCallException {
    return status(name.getBytes(StandardCharsets.UTF_8));
  }

  /** As the other, by the bytes of the name. */
  public Optional<FileStatus> status(byte[] name) throws SystemCallException {
    try {
      return Optional.of(Calls.statx(scratch, fd(), component(name), Calls.AT_SYMLINK_NOFOLLOW));
    } catch (SystemCallException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What this directory is. */
  public FileStatus status() throws SystemCallException {
    return Calls.statx(scratch, fd(), scratch.name(""), Calls.AT_EMPTY_PATH);
  }

  /** The target of a symbolic link. */
  public String readSymlink(String name) throws SystemCallException {
    long length = Calls.readlinkat(scratch, fd(), component(name));
    byte[] target = scratch.buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(target, StandardCharsets.UTF_8);
  }

  /** Names in the directory, in no order. */
  public List<String> list() throws SystemCallException {
    List<String> names = new ArrayList<>();
    // Its own descriptor: the position in a directory is the descriptor's.
    try (Directory again =
        new Directory(scratch, false, Calls.openat(scratch, fd(), scratch.name("."), OPEN, 0))) {
      long length = Calls.getdents(scratch, again.fd());
      while (length > 0) {
        addNames(length, names);
        length = Calls.getdents(scratch, again.fd());
      }
    }
    return names;
  }

  /** {@code struct linux_dirent64}: inode, offset, length of the record, type, name. */
  private void addNames(long length, List<String> names) {
    long at = 0;
    while (at < length) {
      int record =
          Short.toUnsignedInt(scratch.buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16));
      byte[] bytes = scratch.buffer.asSlice(at + 19, record - 19).toArray(ValueLayout.JAVA_BYTE);
      int end = 0;
      while (bytes[end] != 0) {
        end++;
      }
      String name = new String(bytes, 0, end, StandardCharsets.UTF_8);
      if (!name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
      at += record;
    }
  }

  /** Changes the owner of what the name is, a link itself. */
  public void changeOwner(String name, long uid, long gid) throws SystemCallException {
    Calls.fchownat(scratch, fd(), component(name), uid, gid, Calls.AT_SYMLINK_NOFOLLOW);
  }

  /** Changes the owner of this directory. */
  public void changeOwner(long uid, long gid) throws SystemCallException {
    Calls.fchownat(scratch, fd(), scratch.name(""), uid, gid, Calls.AT_EMPTY_PATH);
  }

  /** Changes the mode of this directory. */
  public void changeMode(int mode) throws SystemCallException {
    Calls.fchmod(scratch, fd(), mode);
  }

  /** Sets when what the name is was changed last, of a link itself. */
  public void changeTime(String name, long seconds, int nanos) throws SystemCallException {
    Calls.utimensat(scratch, fd(), component(name), seconds, nanos);
  }

  /** Sets when this directory was changed last. */
  public void changeTime(long seconds, int nanos) throws SystemCallException {
    Calls.futimens(scratch, fd(), seconds, nanos);
  }

  /** Sets an extended attribute of what the name is, of a link itself. */
  public void setXattr(String name, String attribute, byte[] value) throws SystemCallException {
    requireComponent(name);
    Xattrs.set(scratch, fd(), name, attribute, value);
  }

  /** Sets an extended attribute of this directory. */
  public void setXattr(String attribute, byte[] value) throws SystemCallException {
    Xattrs.set(scratch, fd(), attribute, value);
  }

  /** Names of the extended attributes of this directory. */
  public List<String> xattrNames() throws SystemCallException {
    return Xattrs.names(scratch, fd(), "");
  }

  /** Removes an extended attribute of this directory. */
  public void removeXattr(String attribute) throws SystemCallException {
    Xattrs.remove(scratch, fd(), "", attribute);
  }

  /** Removes an extended attribute of what the name is, of a link itself. */
  public void removeXattr(String name, String attribute) throws SystemCallException {
    requireComponent(name);
    Xattrs.remove(scratch, fd(), name, attribute);
  }

  /** The extended attributes of what the name is, of a link itself. */
  public SortedMap<String, byte[]> xattrs(String name) throws SystemCallException {
    requireComponent(name);
    return Xattrs.all(scratch, fd(), name);
  }

  private MemorySegment component(String name) throws SystemCallException {
    requireComponent(name);
    return scratch.name(name);
  }

  private MemorySegment component(byte[] name) throws SystemCallException {
    requireComponent(new String(name, StandardCharsets.ISO_8859_1));
    return scratch.name(name);
  }

  private static void requireComponent(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not one component of a path: " + name);
    }
  }

  private int fd() {
    if (!open) {
      throw new IllegalStateException("the directory is closed");
    }
    return fd;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Calls.close(scratch, fd);
      if (ownsScratch) {
        scratch.close();
      }
    }
  }
}
