package dev.bootferry.linux.files;

/**
 * What statx(2) says of a file.
 *
 * @param mode permission bits with set-user-id, set-group-id and sticky
 * @param size bytes; of a symbolic link, those of its target's name
 * @param blocks of 512 bytes that are allocated
 * @param links names that the file has
 */
public record FileStatus(
    FileType type,
    int mode,
    long uid,
    long gid,
    long size,
    long blocks,
    long inode,
    long device,
    long links,
    long mtimeSeconds,
    int mtimeNanos,
    int deviceMajor,
    int deviceMinor) {
  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  public boolean isRegular() {
    return type == FileType.REGULAR;
  }

  public boolean isSymlink() {
    return type == FileType.SYMLINK;
  }
}
