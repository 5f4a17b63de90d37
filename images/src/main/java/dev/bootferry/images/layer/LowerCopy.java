package dev.bootferry.images.layer;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.InputFile;
import dev.bootferry.linux.files.OutputFile;
import dev.bootferry.linux.syscall.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies a file or symbolic link of a lower layer with all its attributes. */
final class LowerCopy {
  private LowerCopy() {}

  @FunctionalInterface
  private interface Work<T> {
    T in(Directory parent, String name) throws SystemCallException;
  }

  static Optional<FileStatus> status(FileLocation location) throws SystemCallException {
    return with(location, Directory::status);
  }

  static SortedMap<String, byte[]> xattrs(FileLocation location) throws SystemCallException {
    return with(
        location,
        (parent, name) -> {
          SortedMap<String, byte[]> all = new TreeMap<>(parent.xattrs(name));
          all.remove(EntryWriter.SELINUX);
          return all;
        });
  }

  /**
   * Makes a copy.
   *
   * @return whether there was something to copy: a regular file or a symbolic link
   */
  static boolean copy(FileLocation from, Directory to, String name) throws SystemCallException {
    return with(from, (parent, original) -> copy(parent, original, to, name));
  }

  private static boolean copy(Directory parent, String original, Directory to, String name)
      throws SystemCallException {
    FileStatus status = parent.status(original).orElse(null);
    if (status == null) {
      return false;
    }
    SortedMap<String, byte[]> xattrs = new TreeMap<>(parent.xattrs(original));
    xattrs.remove(EntryWriter.SELINUX);
    if (status.isSymlink()) {
      to.makeSymlink(name, parent.readSymlink(original));
      to.changeOwner(name, status.uid(), status.gid());
      for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
        to.setXattr(name, xattr.getKey(), xattr.getValue());
      }
      to.changeTime(name, status.mtimeSeconds(), status.mtimeNanos());
      return true;
    }
    if (!status.isRegular()) {
      return false;
    }
    try (InputFile in = parent.openFile(original);
        OutputFile out = to.create(name, 0600)) {
      out.copyFrom(in, status.size());
      out.changeOwner(status.uid(), status.gid());
      out.changeMode(status.mode());
      for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
        out.setXattr(xattr.getKey(), xattr.getValue());
      }
      out.changeTime(status.mtimeSeconds(), status.mtimeNanos());
    }
    return true;
  }

  private static <T> T with(FileLocation location, Work<T> work) throws SystemCallException {
    List<Directory> opened = new ArrayList<>();
    try {
      opened.add(Directory.open(location.root()));
      String[] components = location.path().split("/", -1);
      for (int i = 0; i < components.length - 1; i++) {
        opened.add(opened.getLast().openDirectory(components[i]));
      }
      return work.in(opened.getLast(), location.name());
    } finally {
      opened.reversed().forEach(Directory::close);
    }
  }
}
