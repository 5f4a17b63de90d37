package dev.bootferry.images.tar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an archive: POSIX ustar, with a PAX header before the entries that ustar cannot hold. The
 * same entries give the same bytes, in any place and at any time. Sparse files are written as GNU
 * tar's PAX format 1.0, which wants every extent but the last to be whole blocks of 512 bytes.
 *
 * <p>{@link #close} ends the archive with two blocks of zeros and leaves the stream open; an
 * archive that was not closed is cut short.
 */
public final class TarWriter implements AutoCloseable {
  private static final int BLOCK = TarHeader.BLOCK;
  private static final long MAX_OCTAL_SIZE = 077777777777L;
  private static final long MAX_OCTAL_ID = 07777777;

  private final OutputStream out;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes an entry that has no content. */
  public void write(TarEntry entry) throws IOException {
    write(entry, InputStream.nullInputStream());
  }

  /** Writes an entry with its content; of a sparse file, that of its extents. */
  public void write(TarEntry entry, byte[] data) throws IOException {
    write(entry, new ByteArrayInputStream(data));
  }

  /**
   * Writes an entry.
   *
   * @param data {@link TarEntry#storedSize} bytes; what it holds beyond is left alone
   * @throws EOFException when it holds fewer; the archive is spoilt then
   */
  public void write(TarEntry entry, InputStream data) throws IOException {
    byte[] map = entry.sparse() ? sparseMap(entry) : new byte[0];
    long stored = entry.type().hasContent() ? entry.storedSize() + map.length : 0;
    Map<String, byte[]> records = records(entry, stored);
    if (!records.isEmpty()) {
      byte[] pax = encode(records);
      out.write(header(TarName.of(paxName(entry.path())), 'x', 0644, 0, 0, pax.length, 0, entry));
      out.write(pax);
      pad(pax.length);
    }
    TarName name = entry.sparse() ? TarName.of(sparseName(entry.path())) : entry.path();
    out.write(
        header(
            name,
            entry.type().flag(),
            entry.mode(),
            entry.uid(),
            entry.gid(),
            stored,
            entry.mtimeSeconds(),
            entry));
    out.write(map);
    copy(data, stored - map.length, entry);
    pad(stored);
  }

  /** Ends the archive. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void copy(InputStream data, long length, TarEntry entry) throws IOException {
    byte[] buffer = new byte[(int) Math.min(64 << 10, Math.max(length, 1))];
    long left = length;
    while (left > 0) {
      int read = data.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the content of " + entry.path() + " is " + left + " bytes short");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private void pad(long written) throws IOException {
    out.write(new byte[(int) (-written & (BLOCK - 1))]);
  }

  /** What the ustar header cannot hold, in the order of the keys. */
  private static Map<String, byte[]> records(TarEntry entry, long stored) {
    Map<String, byte[]> records = new TreeMap<>();
    if (entry.sparse()) {
      put(records, "GNU.sparse.major", "1");
      put(records, "GNU.sparse.minor", "0");
      records.put("GNU.sparse.name", entry.path().bytes());
      put(records, "GNU.sparse.realsize", Long.toString(entry.size()));
    } else if (needsRecord(entry.path()) || split(entry.path().bytes()) < 0) {
      records.put("path", entry.path().bytes());
    }
    if (needsRecord(entry.linkTarget()) || entry.linkTarget().length() > 100) {
      records.put("linkpath", entry.linkTarget().bytes());
    }
    if (!entry.path().isUtf8() || !entry.linkTarget().isUtf8()) {
      put(records, "hdrcharset", "BINARY");
    }
    if (stored > MAX_OCTAL_SIZE) {
      put(records, "size", Long.toString(stored));
    }
    if (entry.uid() > MAX_OCTAL_ID) {
      put(records, "uid", Long.toString(entry.uid()));
    }
    if (entry.gid() > MAX_OCTAL_ID) {
      put(records, "gid", Long.toString(entry.gid()));
    }
    if (entry.mtimeNanos() != 0 || !isOctalTime(entry.mtimeSeconds())) {
      put(records, "mtime", time(entry.mtimeSeconds(), entry.mtimeNanos()));
    }
    entry.xattrs().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
    return records;
  }

  private static void put(Map<String, byte[]> records, String key, String value) {
    records.put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOctalTime(long seconds) {
    return seconds >= 0 && seconds <= MAX_OCTAL_SIZE;
  }

  private static boolean needsRecord(TarName name) {
    return name.text().chars().anyMatch(c -> c > 127);
  }

  private static String time(long seconds, int nanos) {
    long whole = seconds;
    int fraction = nanos;
    String sign = "";
    if (seconds < 0) {
      sign = "-";
      whole = nanos == 0 ? -seconds : -seconds - 1;
      fraction = nanos == 0 ? 0 : 1_000_000_000 - nanos;
    }
    String digits =
        fraction == 0 ? "" : "." + String.format("%09d", fraction).replaceAll("0+$", "");
    return sign + whole + digits;
  }

  private static byte[] encode(Map<String, byte[]> records) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    records.forEach((key, value) -> {
      byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
      int rest = keyBytes.length + value.length + 3;
      int length = rest + Integer.toString(rest).length();
      // The length counts its own digits, of which it may thereby need one more.
      length = rest + Integer.toString(length).length();
      encoded.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
      encoded.writeBytes(keyBytes);
      encoded.write('=');
      encoded.writeBytes(value);
      encoded.write('\n');
    });
    return encoded.toByteArray();
  }

  private static byte[] sparseMap(TarEntry entry) {
    List<Extent> extents = new ArrayList<>(entry.extents());
    // GNU tar starts each extent in a block of its own; other readers know no padding between them.
    if (extents.stream()
        .limit(Math.max(0, extents.size() - 1))
        .anyMatch(extent -> extent.length() % BLOCK != 0)) {
      throw new IllegalArgumentException("an extent of " + entry.path() + " is no whole block");
    }
    if (extents.isEmpty() || extents.getLast().end() < entry.size()) {
      // Without it GNU tar ends the file where the last extent does.
      extents.add(new Extent(entry.size(), 0));
    }
    StringBuilder map = new StringBuilder();
    map.append(extents.size()).append('\n');
    for (Extent extent : extents) {
      map.append(extent.offset()).append('\n').append(extent.length()).append('\n');
    }
    byte[] bytes = map.toString().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) & -BLOCK);
  }

  private static String paxName(TarName path) {
    return "PaxHeaders.0/" + lastComponent(path);
  }

  private static String sparseName(TarName path) {
    return "GNUSparseFile.0/" + lastComponent(path);
  }

  /** For readers that do not know the extension: plain, and short enough for any header. */
  private static String lastComponent(TarName path) {
    String text = path.text().replaceAll("/+$", "").replaceAll("[^\\x21-\\x7e]", "_");
    String last = text.substring(text.lastIndexOf('/') + 1);
    return last.length() > 80 ? last.substring(0, 80) : last;
  }

  /** Where the name divides into prefix and name: 0 for no prefix, -1 when it does not fit. */
  private static int split(byte[] name) {
    if (name.length <= 100) {
      return 0;
    }
    for (int i = Math.min(155, name.length - 2); i > 0 && name.length - i - 1 <= 100; i--) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] header(
      TarName name, char type, int mode, long uid, long gid, long size, long mtime, TarEntry of) {
    byte[] block = new byte[BLOCK];
    byte[] bytes = name.bytes();
    int split = Math.max(0, split(bytes));
    if (split > 0) {
      System.arraycopy(bytes, 0, block, 345, split);
      System.arraycopy(bytes, split + 1, block, 0, bytes.length - split - 1);
    } else {
      System.arraycopy(bytes, 0, block, 0, Math.min(100, bytes.length));
    }
    octal(block, 100, 8, mode);
    octal(block, 108, 8, Math.min(uid, MAX_OCTAL_ID));
    octal(block, 116, 8, Math.min(gid, MAX_OCTAL_ID));
    octal(block, 124, 12, Math.min(size, MAX_OCTAL_SIZE));
    octal(block, 136, 12, isOctalTime(mtime) ? mtime : 0);
    block[156] = (byte) type;
    if (type != 'x') {
      byte[] link = of.linkTarget().bytes();
      System.arraycopy(link, 0, block, 157, Math.min(100, link.length));
      octal(block, 329, 8, of.deviceMajor());
      octal(block, 337, 8, of.deviceMinor());
    } else {
      octal(block, 329, 8, 0);
      octal(block, 337, 8, 0);
    }
    byte[] magic = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
    System.arraycopy(magic, 0, block, 257, magic.length);
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    octal(block, 148, 7, sum);
    return block;
  }

  /** Digits with leading zeros, then a NUL. */
  private static void octal(byte[] block, int offset, int length, long value) {
    String digits = Long.toOctalString(value);
    int start = offset + length - 1 - digits.length();
    if (start < offset) {
      throw new IllegalArgumentException("the number " + value + " does not fit in a header");
    }
    Arrays.fill(block, offset, start, (byte) '0');
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, block, start, digits.length());
    block[offset + length - 1] = 0;
  }
}
