package dev.bootferry.images.layer;

import dev.bootferry.linux.files.Directory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Default access control lists of directories, kept until everything is in its place: what is made
 * in a directory that has one would inherit from it, which no entry asked for. Few directories have
 * one.
 */
final class DefaultAcls {
  static final String NAME = "system.posix_acl_default";

  private final Map<String, byte[]> byPath = new TreeMap<>();

  /** The directory at this path has this list, or none, from here on. */
  void put(String path, Map<String, byte[]> xattrs) {
    byte[] value = xattrs.get(NAME);
    if (value != null) {
      byPath.put(path, value);
    } else if (!byPath.isEmpty()) {
      byPath.remove(path);
    }
  }

  /** Sets them; a path where there is no directory any more is passed over. */
  void apply(DirectoryStack directories) throws IOException {
    for (Map.Entry<String, byte[]> acl : byPath.entrySet()) {
      Optional<Directory> directory =
          directories.enterExisting(acl.getKey()).map(level -> level.directory);
      if (directory.isPresent()) {
        directory.get().setXattr(NAME, acl.getValue());
      }
    }
  }
}
