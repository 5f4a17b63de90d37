package dev.bootferry.images.layer;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The open directories on the way to where the last entry was put: consecutive entries of an
 * archive are mostly in the same directory. Every component is opened in its parent, and none may
 * be a symbolic link. A directory that is left gets back the time of its last change that it was
 * entered with.
 */
final class DirectoryStack implements AutoCloseable {
  /** A directory that is open. */
  static final class Level {
    final Directory directory;

    /** What a file that is made in it gets as its group, if nothing else is said. */
    final long gid;

    private final String name;
    private final long mtimeSeconds;
    private final int mtimeNanos;
    private boolean changed;

    Level(String name, Directory directory, FileStatus status) {
      this.name = name;
      this.directory = directory;
      this.gid = status.gid();
      this.mtimeSeconds = status.mtimeSeconds();
      this.mtimeNanos = status.mtimeNanos();
    }
  }

  /** Thrown when a component of a path is a symbolic link. */
  static final class LinkInPathException extends IOException {
    LinkInPathException(String name) {
      super(name);
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private final LowerFiles lower;
  private final DefaultAcls acls;
  private long implied;

  /**
   * Begins at a root, which stays the caller's to close, after this.
   *
   * @param acls gets those of directories that are implied
   */
  DirectoryStack(Directory root, LowerFiles lower, DefaultAcls acls) throws SystemCallException {
    this.lower = lower;
    this.acls = acls;
    levels.add(new Level("", root, root.status()));
  }

  /** The directory at a path, marked as changed; what is missing on the way is made. */
  Level enter(String path) throws IOException {
    int depth = common(path);
    while (levels.size() > depth + 1) {
      leave();
    }
    int start = start(path, depth);
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      descend(path.substring(start, end), path.substring(0, end));
      start = end + 1;
    }
    Level level = levels.getLast();
    level.changed = true;
    return level;
  }

  /** As {@link #enter}, but makes and marks nothing; empty when it is not there. */
  Optional<Level> enterExisting(String path) throws IOException {
    int depth = common(path);
    while (levels.size() > depth + 1) {
      leave();
    }
    int start = start(path, depth);
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      Optional<FileStatus> status = levels.getLast().directory.status(name);
      if (status.isEmpty() || !status.get().isDirectory()) {
        return Optional.empty();
      }
      push(name, levels.getLast().directory.openDirectory(name));
      start = end + 1;
    }
    return Optional.of(levels.getLast());
  }

  /** Leaves all but the root, whose time is given back as well. */
  void leaveAll() throws SystemCallException {
    while (levels.size() > 1) {
      leave();
    }
    Level root = levels.getFirst();
    if (root.changed) {
      root.directory.changeTime(root.mtimeSeconds, root.mtimeNanos);
      root.changed = false;
    }
  }

  /** The root's attributes were changed, which is to be what it has from here on. */
  void rootDescribed() throws SystemCallException {
    Directory root = levels.getFirst().directory;
    levels.set(0, new Level("", root, root.status()));
  }

  /** Directories that were made because something was put in them. */
  long implied() {
    return implied;
  }

  /** How many of the open levels below the root the path goes through. */
  private int common(String path) {
    int depth = 0;
    int start = 0;
    while (start < path.length() && depth + 1 < levels.size()) {
      String name = levels.get(depth + 1).name;
      int end = start + name.length();
      if (!path.startsWith(name, start) || (end < path.length() && path.charAt(end) != '/')) {
        break;
      }
      depth++;
      start = end + 1;
    }
    return depth;
  }

  private int start(String path, int depth) {
    int start = 0;
    for (int i = 1; i <= depth; i++) {
      start += levels.get(i).name.length() + 1;
    }
    return Math.min(start, path.length());
  }

  private void descend(String name, String path) throws IOException {
    Level parent = levels.getLast();
    Directory directory;
    try {
      directory = parent.directory.openDirectory(name);
    } catch (SystemCallException e) {
      if (!e.is(Errno.ENOENT)) {
        replace(parent, name, e);
      }
      imply(parent, name, path);
      directory = parent.directory.openDirectory(name);
    }
    push(name, directory);
  }

  /** Something else has the name: a directory takes the place of all but a link. */
  private static void replace(Level parent, String name, SystemCallException e) throws IOException {
    FileStatus status = parent.directory.status(name).orElseThrow(() -> e);
    if (status.isSymlink()) {
      throw new LinkInPathException(name);
    }
    if (status.isDirectory()) {
      throw e;
    }
    parent.directory.unlink(name);
  }

  /** Makes a directory that the layer states nowhere: as lower layers have it, else plain. */
  private void imply(Level parent, String name, String path) throws IOException {
    parent.changed = true;
    parent.directory.makeDirectory(name, 0700);
    implied++;
    FileLocation below = lower.find(path).orElse(null);
    try (Directory made = parent.directory.openDirectory(name)) {
      FileStatus status = below == null ? null : LowerCopy.status(below).orElse(null);
      if (below != null && status != null && status.isDirectory()) {
        made.changeOwner(status.uid(), status.gid());
        made.changeMode(status.mode());
        SortedMap<String, byte[]> xattrs = LowerCopy.xattrs(below);
        acls.put(path, xattrs);
        for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
          if (!xattr.getKey().equals(DefaultAcls.NAME)) {
            made.setXattr(xattr.getKey(), xattr.getValue());
          }
        }
        made.changeTime(status.mtimeSeconds(), status.mtimeNanos());
      } else {
        acls.put(path, Map.of());
        made.changeOwner(0, 0);
        made.changeMode(0755);
        made.changeTime(0, 0);
      }
    }
  }

  private void push(String name, Directory directory) throws SystemCallException {
    try {
      levels.add(new Level(name, directory, directory.status()));
    } catch (SystemCallException e) {
      directory.close();
      throw e;
    }
  }

  private void leave() throws SystemCallException {
    Level level = levels.removeLast();
    try (Directory directory = level.directory) {
      if (level.changed) {
        directory.changeTime(level.mtimeSeconds, level.mtimeNanos);
      }
    }
  }

  /** Closes all but the root; times are as they are. */
  @Override
  public void close() {
    while (levels.size() > 1) {
      levels.removeLast().directory.close();
    }
  }
}
