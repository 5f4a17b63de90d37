package dev.bootferry.linux.syscall;

import java.util.Map;

/**
 * The number that a failed system call leaves behind, as in errno(3). The numbers named here are
 * the same on every architecture that the program runs on.
 */
public record Errno(int number) {
  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno EINTR = new Errno(4);
  public static final Errno ENXIO = new Errno(6);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno ENODEV = new Errno(19);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno ENOTTY = new Errno(25);
  public static final Errno ENOSPC = new Errno(28);
  public static final Errno EROFS = new Errno(30);
  public static final Errno ENODATA = new Errno(61);
  public static final Errno EOPNOTSUPP = new Errno(95);

  /** In our own words, so that a message never depends on the locale of the machine. */
  private static final Map<Integer, String> TEXT =
      Map.ofEntries(
          Map.entry(1, "operation not permitted (EPERM)"),
          Map.entry(2, "no such file or directory (ENOENT)"),
          Map.entry(4, "interrupted (EINTR)"),
          Map.entry(5, "input/output error (EIO)"),
          Map.entry(6, "no such device or address (ENXIO)"),
          Map.entry(9, "bad file descriptor (EBADF)"),
          Map.entry(12, "out of memory (ENOMEM)"),
          Map.entry(13, "permission denied (EACCES)"),
          Map.entry(15, "block device required (ENOTBLK)"),
          Map.entry(16, "device or resource busy (EBUSY)"),
          Map.entry(17, "file exists (EEXIST)"),
          Map.entry(18, "not on the same file system (EXDEV)"),
          Map.entry(19, "no such device (ENODEV)"),
          Map.entry(20, "not a directory (ENOTDIR)"),
          Map.entry(21, "is a directory (EISDIR)"),
          Map.entry(22, "invalid argument (EINVAL)"),
          Map.entry(23, "too many open files in the system (ENFILE)"),
          Map.entry(24, "too many open files (EMFILE)"),
          Map.entry(25, "not a device for this request (ENOTTY)"),
          Map.entry(27, "file too large (EFBIG)"),
          Map.entry(28, "no space left on device (ENOSPC)"),
          Map.entry(30, "read-only file system (EROFS)"),
          Map.entry(31, "too many links (EMLINK)"),
          Map.entry(34, "out of range (ERANGE)"),
          Map.entry(36, "name too long (ENAMETOOLONG)"),
          Map.entry(38, "not known to this kernel (ENOSYS)"),
          Map.entry(39, "directory not empty (ENOTEMPTY)"),
          Map.entry(40, "too many symbolic links (ELOOP)"),
          Map.entry(61, "no such attribute (ENODATA)"),
          Map.entry(95, "not supported (EOPNOTSUPP)"),
          Map.entry(117, "the file system is damaged (EUCLEAN)"),
          Map.entry(122, "disk quota exceeded (EDQUOT)"),
          Map.entry(123, "no medium found (ENOMEDIUM)"));

  @Override
  public String toString() {
    return TEXT.getOrDefault(number, "error number " + number);
  }
}
