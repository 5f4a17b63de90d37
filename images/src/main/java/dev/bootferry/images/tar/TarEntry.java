package dev.bootferry.images.tar;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of an archive. Names of owners are left out: a file system knows numbers.
 *
 * @param path as written, with whatever slashes and dots; never empty
 * @param mode permission bits with set-user-id, set-group-id and sticky, at most 07777
 * @param size bytes of a regular file with its holes; 0 for other types
 * @param linkTarget of hard and symbolic links, as written; empty for other types
 * @param mtimeSeconds since 1970, may be negative
 * @param mtimeNanos from 0 to 999999999, added to the seconds
 * @param xattrs values by full name, as in {@code security.capability}; the values are exact bytes
 *     and must not be changed
 * @param sparse whether only extents of the file are in the archive
 * @param extents of a sparse file, ascending, apart and none of them empty; none for others
 */
public record TarEntry(
    TarName path,
    TarType type,
    int mode,
    long uid,
    long gid,
    long size,
    TarName linkTarget,
    int deviceMajor,
    int deviceMinor,
    long mtimeSeconds,
    int mtimeNanos,
    SortedMap<String, byte[]> xattrs,
    boolean sparse,
    List<Extent> extents) {
  private static final SortedMap<String, byte[]> NO_XATTRS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  public TarEntry {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("an entry without a name");
    }
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("not a file mode: " + Integer.toOctalString(mode));
    }
    if (uid < 0 || gid < 0 || size < 0 || mtimeNanos < 0 || mtimeNanos > 999_999_999) {
      throw new IllegalArgumentException("a number out of range in entry " + path);
    }
    if (sparse && type != TarType.FILE) {
      throw new IllegalArgumentException("only regular files are sparse: " + path);
    }
    xattrs =
        xattrs.isEmpty() ? NO_XATTRS : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
    extents = List.copyOf(extents);
  }

  /** Content bytes that are in the archive: the size without the holes. */
  public long storedSize() {
    return sparse ? extents.stream().mapToLong(Extent::length).sum() : size;
  }

  /** A regular file, owned by root, mode 0644, mtime 0. */
  public static TarEntry file(String path, long size) {
    return of(path, TarType.FILE, 0644, size, "");
  }

  /** A directory, owned by root, mode 0755, mtime 0. */
  public static TarEntry directory(String path) {
    return of(path, TarType.DIRECTORY, 0755, 0, "");
  }

  public static TarEntry symlink(String path, String target) {
    return of(path, TarType.SYMLINK, 0777, 0, target);
  }

  public static TarEntry hardLink(String path, String target) {
    return of(path, TarType.HARD_LINK, 0644, 0, target);
  }

  private static TarEntry of(String path, TarType type, int mode, long size, String target) {
    return new TarEntry(
        TarName.of(path),
        type,
        mode,
        0,
        0,
        size,
        TarName.of(target),
        0,
        0,
        0,
        0,
        NO_XATTRS,
        false,
        List.of());
  }

  public TarEntry withPath(TarName newPath) {
    return new TarEntry(
        newPath,
        type,
        mode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        xattrs,
        sparse,
        extents);
  }

  public TarEntry withType(TarType newType) {
    return new TarEntry(
        path,
        newType,
        mode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        xattrs,
        sparse,
        extents);
  }

  public TarEntry withMode(int newMode) {
    return new TarEntry(
        path,
        type,
        newMode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        xattrs,
        sparse,
        extents);
  }

  public TarEntry withOwner(long newUid, long newGid) {
    return new TarEntry(
        path,
        type,
        mode,
        newUid,
        newGid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        xattrs,
        sparse,
        extents);
  }

  public TarEntry withMtime(long seconds, int nanos) {
    return new TarEntry(
        path,
        type,
        mode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        seconds,
        nanos,
        xattrs,
        sparse,
        extents);
  }

  public TarEntry withXattr(String name, byte[] value) {
    SortedMap<String, byte[]> more = new TreeMap<>(xattrs);
    more.put(name, value.clone());
    return new TarEntry(
        path,
        type,
        mode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        more,
        sparse,
        extents);
  }

  /** Sparse, of the same size, with data only in these extents. */
  public TarEntry withExtents(List<Extent> newExtents) {
    return new TarEntry(
        path,
        type,
        mode,
        uid,
        gid,
        size,
        linkTarget,
        deviceMajor,
        deviceMinor,
        mtimeSeconds,
        mtimeNanos,
        xattrs,
        true,
        newExtents);
  }

  /** Compares the bytes of attributes, which a record would compare by identity. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TarEntry e
        && path.equals(e.path)
        && type == e.type
        && mode == e.mode
        && uid == e.uid
        && gid == e.gid
        && size == e.size
        && linkTarget.equals(e.linkTarget)
        && deviceMajor == e.deviceMajor
        && deviceMinor == e.deviceMinor
        && mtimeSeconds == e.mtimeSeconds
        && mtimeNanos == e.mtimeNanos
        && sparse == e.sparse
        && extents.equals(e.extents)
        && xattrs.keySet().equals(e.xattrs.keySet())
        && xattrs.keySet().stream().allMatch(k -> Arrays.equals(xattrs.get(k), e.xattrs.get(k)));
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
