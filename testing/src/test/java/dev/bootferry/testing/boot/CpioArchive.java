package dev.bootferry.testing.boot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what the kernel unpacks as its first root: cpio in the format "newc". */
final class CpioArchive {
  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int inode;

  CpioArchive folder(String name) {
    return entry(name, FOLDER, new byte[0]);
  }

  CpioArchive program(String name, byte[] content) {
    return entry(name, PROGRAM, content);
  }

  byte[] finish() {
    return entry("TRAILER!!!", 0, new byte[0]).out.toByteArray();
  }

  private CpioArchive entry(String name, int mode, byte[] content) {
    byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    String header =
        "070701"
            + hex(++inode)
            + hex(mode)
            + hex(0)
            + hex(0)
            + hex(1)
            + hex(0)
            + hex(content.length)
            + hex(0).repeat(4)
            + hex(nameBytes.length)
            + hex(0);
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(nameBytes);
    pad();
    out.writeBytes(content);
    pad();
    return this;
  }

  private void pad() {
    out.writeBytes(new byte[(4 - out.size() % 4) % 4]);
  }

  private static String hex(int value) {
    return String.format("%08x", value);
  }
}
