package dev.bootferry.images.layout;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * One header block of a tar, as far as archives of layouts need it.
 *
 * @param path the whole name, prefix included, without a leading {@code ./}
 * @param size bytes, as the block itself states
 * @param type the type flag
 */
record TarHeader(String path, long size, byte type) {
  static final int BLOCK = 512;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;

  /** Reads a block; empty when it is not a header, its checksum being wrong. */
  static Optional<TarHeader> parse(byte[] block) {
    try {
      if (!TarUtils.verifyCheckSum(block)) {
        return Optional.empty();
      }
      long size = TarUtils.parseOctalOrBinary(block, SIZE, SIZE_LENGTH);
      return size < 0
          ? Optional.empty()
          : Optional.of(new TarHeader(plain(name(block)), size, block[TarConstants.LF_OFFSET]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isFile() {
    return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
  }

  /** Whether it says something of the next header rather than of a file. */
  boolean isExtension() {
    return isPax()
        || type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
        || type == TarConstants.LF_GNUTYPE_LONGNAME
        || type == TarConstants.LF_GNUTYPE_LONGLINK;
  }

  boolean isPax() {
    return type == TarConstants.LF_PAX_EXTENDED_HEADER_LC
        || type == TarConstants.LF_PAX_EXTENDED_HEADER_UC;
  }

  boolean isLongName() {
    return type == TarConstants.LF_GNUTYPE_LONGNAME;
  }

  static String plain(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  static long padded(long size) {
    return Math.ceilDiv(size, BLOCK) * BLOCK;
  }

  private static String name(byte[] block) {
    String name = TarUtils.parseName(block, 0, 100);
    // GNU's own format has "ustar  " there, and keeps times where POSIX has the prefix.
    boolean posix = new String(block, MAGIC, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    String prefix = posix ? TarUtils.parseName(block, PREFIX, PREFIX_LENGTH) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }
}
