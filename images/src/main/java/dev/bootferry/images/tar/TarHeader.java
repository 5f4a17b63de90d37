package dev.bootferry.images.tar;

import java.util.Arrays;

/**
 * The fields of one header block, as they stand there. The layouts that share the first 257 bytes:
 * v7, POSIX ustar, GNU, and Schily's star.
 *
 * <pre>
 *   0 name[100]   100 mode[8]  108 uid[8]   116 gid[8]   124 size[12]  136 mtime[12]
 * 148 checksum[8] 156 type[1]  157 linkname[100]
 * 257 magic[6]    263 version[2]  265 uname[32]  297 gname[32]  329 devmajor[8]  337 devminor[8]
 * 345 prefix[155] (ustar; star has 131), or GNU: 386 sparse[4*24]  482 isextended[1]  483 realsize[12]
 * </pre>
 */
record TarHeader(byte[] block) {
  static final int BLOCK = 512;

  private enum Layout {
    V7,
    USTAR,
    STAR,
    GNU
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the checksum is right, summed unsigned as POSIX says or signed as some did. */
  boolean checksumAgrees() {
    long stated = number(148, 8);
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      int b = i >= 148 && i < 156 ? ' ' : block[i];
      signed += b;
      unsigned += b & 0xFF;
    }
    return stated == unsigned || stated == signed;
  }

  char type() {
    return (char) (block[156] & 0xFF);
  }

  long number(int offset, int length) {
    return TarNumbers.parse(block, offset, length);
  }

  long mode() {
    return number(100, 8);
  }

  long uid() {
    return number(108, 8);
  }

  long gid() {
    return number(116, 8);
  }

  long size() {
    return number(124, 12);
  }

  long mtime() {
    return number(136, 12);
  }

  int deviceMajor() {
    return layout() == Layout.V7 ? 0 : (int) number(329, 8);
  }

  int deviceMinor() {
    return layout() == Layout.V7 ? 0 : (int) number(337, 8);
  }

  TarName linkName() {
    return TarName.of(text(157, 100));
  }

  /** The name with its prefix, if this layout has one. */
  TarName name() {
    byte[] name = text(0, 100);
    byte[] prefix =
        switch (layout()) {
          case USTAR -> text(345, 155);
          case STAR -> text(345, 131);
          case V7, GNU -> new byte[0];
        };
    if (prefix.length == 0) {
      return TarName.of(name);
    }
    byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    joined[prefix.length] = '/';
    System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
    return TarName.of(joined);
  }

  private byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, offset, end);
  }

  private Layout layout() {
    if (is(257, "ustar\0")) {
      return is(508, "tar\0") ? Layout.STAR : Layout.USTAR;
    }
    return is(257, "ustar ") ? Layout.GNU : Layout.V7;
  }

  private boolean is(int offset, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (block[offset + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
