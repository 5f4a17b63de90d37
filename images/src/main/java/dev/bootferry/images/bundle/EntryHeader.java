package dev.bootferry.images.bundle;

import dev.bootferry.images.layout.PaxRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The header bytes of one file of a bundle's tar. They follow from path and size alone: ustar, mode
 * 0644, owner ids 0, no owner names, modification time 0. A size from 8 GiB on, or a path beyond
 * 100 bytes, does not fit in ustar and goes into a PAX extended header before it.
 */
public final class EntryHeader {
  public static final int BLOCK = 512;

  /** The first size that the eleven octal digits of ustar cannot hold. */
  static final long PAX_SIZE = 1L << 33;

  private static final int MAX_NAME = 100;
  private static final String PAX_NAME = "PaxHeader";
  private static final int MODE = 0644;

  private EntryHeader() {}

  /** Bytes that {@link #bytes} has for the same arguments, a multiple of 512. */
  public static int length(String path, long size) {
    int records = records(path, size).length;
    return records == 0 ? BLOCK : BLOCK + Math.ceilDiv(records, BLOCK) * BLOCK + BLOCK;
  }

  public static byte[] bytes(String path, long size) {
    byte[] records = records(path, size);
    ByteBuffer header = ByteBuffer.allocate(length(path, size));
    if (records.length > 0) {
      header.put(block(PAX_NAME, records.length, TarConstants.LF_PAX_EXTENDED_HEADER_LC));
      header.put(records);
      header.position(header.limit() - BLOCK);
    }
    String name = path.length() > MAX_NAME ? path.substring(0, MAX_NAME) : path;
    header.put(block(name, size < PAX_SIZE ? size : 0, TarConstants.LF_NORMAL));
    return header.array();
  }

  private static byte[] records(String path, long size) {
    StringBuilder records = new StringBuilder();
    if (path.length() > MAX_NAME) {
      records.append(PaxRecords.record(PaxRecords.PATH, path));
    }
    if (size >= PAX_SIZE) {
      records.append(PaxRecords.record(PaxRecords.SIZE, Long.toString(size)));
    }
    return records.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] block(String name, long size, byte type) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setSize(size);
    entry.setMode(MODE);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    byte[] block = new byte[BLOCK];
    entry.writeEntryHeader(block);
    return block;
  }
}
