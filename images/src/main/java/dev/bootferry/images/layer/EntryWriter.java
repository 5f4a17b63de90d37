package dev.bootferry.images.layer;

import dev.bootferry.images.tar.Extent;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.linux.files.CreationDefaults;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.OutputFile;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Makes files, links and directories as entries of a tar describe them. */
final class EntryWriter {
  /** Labels are computed from the image's policy when it is committed, never taken from a tar. */
  static final String SELINUX = "security.selinux";

  private static final int BUFFER_BYTES = 256 << 10;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CreationDefaults defaults;
  private final boolean times;
  private long replaced;

  /**
   * Prepares.
   *
   * @param times whether regular files get the entry's modification time; else it is 0
   */
  EntryWriter(CreationDefaults defaults, boolean times) {
    this.defaults = defaults;
    this.times = times;
  }

  /** Makes a regular file; gives how many bytes were written. */
  long file(DirectoryStack.Level parent, String name, TarEntry entry, InputStream data)
      throws IOException {
    int mode = entry.mode();
    // A directory may hand its own group down, by its mode or by how it is mounted.
    boolean owned =
        entry.uid() == defaults.uid() && entry.gid() == defaults.gid() && entry.gid() == parent.gid;
    // Most files are root's and of a mode that the umask leaves alone: two calls fewer for each.
    boolean exact = owned && (mode & defaults.umask()) == 0 && (mode & 07000) == 0;
    long written;
    try (OutputFile file = create(parent.directory, name, exact ? mode : 0600)) {
      written = entry.sparse() ? extents(file, entry, data) : content(file, data);
      if (!owned) {
        file.changeOwner(entry.uid(), entry.gid());
      }
      if (!exact) {
        file.changeMode(mode);
      }
      for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
        if (!xattr.getKey().equals(SELINUX)) {
          file.setXattr(xattr.getKey(), xattr.getValue());
        }
      }
      file.changeTime(times ? entry.mtimeSeconds() : 0, times ? entry.mtimeNanos() : 0);
    }
    return written;
  }

  /** Makes a whiteout: the name is all there is to it. */
  void whiteout(DirectoryStack.Level parent, String name) throws SystemCallException {
    try (OutputFile file = create(parent.directory, name, 0600)) {
      file.changeOwner(0, 0);
      file.changeMode(0644);
      file.changeTime(0, 0);
    }
  }

  void symlink(Directory parent, String name, String target, TarEntry entry)
      throws SystemCallException {
    try {
      parent.makeSymlink(name, target);
    } catch (SystemCallException e) {
      requireExists(e);
      remove(parent, name);
      parent.makeSymlink(name, target);
    }
    parent.changeOwner(name, entry.uid(), entry.gid());
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      if (!xattr.getKey().equals(SELINUX)) {
        parent.setXattr(name, xattr.getKey(), xattr.getValue());
      }
    }
    parent.changeTime(name, entry.mtimeSeconds(), entry.mtimeNanos());
  }

  /** Makes a directory, or describes the one that is there. */
  void directory(Directory parent, String name, TarEntry entry) throws SystemCallException {
    boolean fresh = makeDirectory(parent, name);
    try (Directory directory = parent.openDirectory(name)) {
      if (fresh) {
        describe(directory, entry);
      } else {
        describeAgain(directory, entry);
      }
    }
  }

  private static boolean makeDirectory(Directory parent, String name) throws SystemCallException {
    try {
      parent.makeDirectory(name, 0700);
      return true;
    } catch (SystemCallException e) {
      requireExists(e);
    }
    if (parent.status(name).filter(s -> s.isDirectory()).isPresent()) {
      return false;
    }
    parent.unlink(name);
    parent.makeDirectory(name, 0700);
    return true;
  }

  /** Gives a directory that may have others already the entry's attributes, and only those. */
  void describeAgain(Directory directory, TarEntry entry) throws SystemCallException {
    for (String name : directory.xattrNames()) {
      if (!name.equals(SELINUX) && !entry.xattrs().containsKey(name)) {
        directory.removeXattr(name);
      }
    }
    describe(directory, entry);
  }

  /** All but the {@link DefaultAcls}, which come last. */
  private static void describe(Directory directory, TarEntry entry) throws SystemCallException {
    directory.changeOwner(entry.uid(), entry.gid());
    directory.changeMode(entry.mode());
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      if (!xattr.getKey().equals(SELINUX) && !xattr.getKey().equals(DefaultAcls.NAME)) {
        directory.setXattr(xattr.getKey(), xattr.getValue());
      }
    }
    directory.changeTime(entry.mtimeSeconds(), entry.mtimeNanos());
  }

  /** Makes a file in the place of whatever has the name. */
  private OutputFile create(Directory parent, String name, int mode) throws SystemCallException {
    try {
      return parent.create(name, mode);
    } catch (SystemCallException e) {
      requireExists(e);
      remove(parent, name);
      return parent.create(name, mode);
    }
  }

  /** Removes what a later entry takes the place of. */
  void remove(Directory parent, String name) throws SystemCallException {
    parent.removeTree(name);
    replaced++;
  }

  /** How often something was removed; open directories may be gone since. */
  long replaced() {
    return replaced;
  }

  static void requireExists(SystemCallException e) throws SystemCallException {
    if (!e.is(Errno.EEXIST)) {
      throw e;
    }
  }

  private long content(OutputFile file, InputStream data) throws IOException {
    long at = 0;
    int read;
    do {
      read = data.readNBytes(buffer, 0, buffer.length);
      if (read > 0) {
        file.write(buffer, 0, read, at);
      }
      at += read;
    } while (read == buffer.length);
    return at;
  }

  private long extents(OutputFile file, TarEntry entry, InputStream data) throws IOException {
    List<Extent> extents = entry.extents();
    long written = 0;
    for (Extent extent : extents) {
      long left = extent.length();
      while (left > 0) {
        int read = data.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
          throw new EOFException("the content of " + entry.path() + " is too short");
        }
        file.write(buffer, 0, read, extent.end() - left);
        left -= read;
        written += read;
      }
    }
    file.truncate(entry.size());
    return written;
  }
}
