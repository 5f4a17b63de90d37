package dev.bootferry.images.tar;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive from a stream, losing nothing: v7, POSIX ustar and PAX with global headers, GNU
 * with long names, binary numbers and sparse files, star. Names and extended attributes are bytes.
 *
 * <p>An archive ends at two blocks of zeros, or where the stream ends instead of a header: some
 * writers leave the zeros out, and a layer that was cut there has another digest. A stream that
 * ends anywhere else is an error.
 *
 * <p>Memory is bounded: by {@link #MAX_NAME_BYTES} and {@link #MAX_HEADER_BYTES}. Not for use by
 * several threads at once. Errors in the archive are {@code tar-invalid}; after one, the reader is
 * of no more use.
 */
public final class TarReader {
  /** Linux takes paths of 4 KiB; archives may hold longer ones, but not without end. */
  public static final int MAX_NAME_BYTES = 64 << 10;

  /** Of one extended header, which holds all extended attributes of one entry. As in Go. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  private static final int BLOCK = TarHeader.BLOCK;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final String name;
  private final DataStream data = new DataStream();
  private PaxRecords global = new PaxRecords();
  private long left;
  private long padding;
  private boolean ended;
  private @Nullable TarEntry current;

  /**
   * Reads from the stream, which stays the caller's to close.
   *
   * @param name of the archive, for messages
   */
  public TarReader(InputStream in, String name) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.name = name;
  }

  /**
   * Whether a stream that begins so may be an archive.
   *
   * @param head its first 512 bytes
   */
  public static boolean looksLikeTar(byte[] head) {
    if (head.length < BLOCK) {
      return false;
    }
    byte[] block = Arrays.copyOf(head, BLOCK);
    try {
      return TarHeader.isZero(block) || new TarHeader(block).checksumAgrees();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Goes on to the next entry, past what was not read of the current one.
   *
   * @return null at the end of the archive
   */
  public @Nullable TarEntry next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      skip(left + padding);
      left = 0;
      padding = 0;
      current = read();
      ended = current == null;
      return current;
    } catch (EOFException e) {
      throw invalid("it ends in the middle of an entry", e);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The content of the current entry as the archive has it: for a sparse file its extents one after
   * the other. Ends with the entry; closing does nothing.
   */
  public InputStream data() {
    return data;
  }

  /** The content of the current entry as its reader sees it: holes are zeros. */
  public InputStream content() {
    TarEntry entry = current;
    return entry != null && entry.sparse() ? new ExpandedStream(data, entry) : data;
  }

  /** Reads the stream to its end, past what follows the archive. */
  public void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private @Nullable TarEntry read() throws IOException {
    PaxRecords local = new PaxRecords();
    TarName longName = null;
    TarName longLink = null;
    boolean pending = false;
    while (true) {
      TarHeader header = header();
      if (header == null) {
        if (pending) {
          throw new EOFException();
        }
        return null;
      }
      switch (header.type()) {
        case 'x', 'X' -> local = PaxRecords.parse(special(header, MAX_HEADER_BYTES));
        case 'g' -> {
          global = PaxRecords.parse(special(header, MAX_HEADER_BYTES)).over(global);
          continue; // Belongs to no entry.
        }
        case 'L' -> longName = longName(header);
        case 'K' -> longLink = longName(header);
        case 'V' -> {
          skip(roundedUp(header.size()));
          continue; // The name of the volume.
        }
        default -> {
          return entry(header, local.over(global), longName, longLink);
        }
      }
      pending = true;
    }
  }

  /** The next header, or null at the end of the archive. */
  private @Nullable TarHeader header() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length == 0) {
      return null;
    }
    if (block.length < BLOCK) {
      throw new EOFException();
    }
    if (TarHeader.isZero(block)) {
      byte[] second = in.readNBytes(BLOCK);
      if (second.length > 0 && !TarHeader.isZero(second)) {
        throw new IllegalArgumentException("a block of zeros among the entries");
      }
      return null;
    }
    TarHeader header = new TarHeader(block);
    if (!header.checksumAgrees()) {
      throw new IllegalArgumentException("a header whose checksum is wrong");
    }
    return header;
  }

  private TarEntry entry(
      TarHeader header, PaxRecords records, @Nullable TarName longName, @Nullable TarName longLink)
      throws IOException {
    TarName path =
        firstOf(records.name("GNU.sparse.name"), records.name("path"), longName, header.name());
    TarType type = type(header, path);
    String size = records.text("size");
    long stored = size != null ? TarNumbers.decimal(size) : type.hasContent() ? header.size() : 0;
    if (!type.hasContent()) {
      stored = 0; // As in Go: links and folders carry no data, whatever size they state.
    }
    if (stored < 0) {
      throw new IllegalArgumentException("a negative size of entry " + path);
    }
    left = stored;
    padding = roundedUp(stored) - stored;
    SparseMap sparse = type.hasContent() ? sparseMap(header, records) : null;
    if (sparse != null && sparse.extents().stream().mapToLong(Extent::length).sum() != left) {
      throw new IllegalArgumentException("a sparse map that disagrees with the size of " + path);
    }
    String mtime = records.text("mtime");
    TarNumbers.Time time =
        mtime != null ? TarNumbers.Time.parse(mtime) : new TarNumbers.Time(header.mtime(), 0);
    boolean isLink = type == TarType.HARD_LINK || type == TarType.SYMLINK;
    return new TarEntry(
        path,
        type,
        (int) (header.mode() & 07777),
        owner(records.text("uid"), header.uid()),
        owner(records.text("gid"), header.gid()),
        sparse != null ? sparse.realSize() : stored,
        isLink
            ? firstOf(records.name("linkpath"), longLink, header.linkName(), null)
            : TarName.of(""),
        type.isSpecial() ? header.deviceMajor() : 0,
        type.isSpecial() ? header.deviceMinor() : 0,
        time.seconds(),
        time.nanos(),
        records.xattrs(),
        sparse != null,
        sparse != null ? sparse.extents() : List.of());
  }

  private static TarName firstOf(
      @Nullable TarName a, @Nullable TarName b, @Nullable TarName c, @Nullable TarName d) {
    for (TarName candidate : Arrays.asList(a, b, c, d)) {
      if (candidate != null) {
        return candidate;
      }
    }
    return TarName.of("");
  }

  private static long owner(@Nullable String fromRecord, long fromHeader) {
    return fromRecord != null ? TarNumbers.decimal(fromRecord) : fromHeader;
  }

  private static TarType type(TarHeader header, TarName path) {
    return switch (header.type()) {
      // Before POSIX a folder was a file whose name ends in a slash.
      case '0', '\0', '7', 'S' -> path.endsWithSlash() ? TarType.DIRECTORY : TarType.FILE;
      case '1' -> TarType.HARD_LINK;
      case '2' -> TarType.SYMLINK;
      case '3' -> TarType.CHARACTER_DEVICE;
      case '4' -> TarType.BLOCK_DEVICE;
      case '5' -> TarType.DIRECTORY;
      case '6' -> TarType.FIFO;
      default ->
          throw new IllegalArgumentException(
              "entry "
                  + path
                  + " is of the unknown type "
                  + TarName.of(String.valueOf(header.type())));
    };
  }

  private @Nullable SparseMap sparseMap(TarHeader header, PaxRecords records) throws IOException {
    if (header.type() == 'S') {
      // Its extension blocks are not counted in the entry's size.
      return SparseMap.oldGnu(header, () -> block());
    }
    if ("1".equals(records.text("GNU.sparse.major"))) {
      String realSize = records.text("GNU.sparse.realsize");
      if (!"0".equals(records.text("GNU.sparse.minor")) || realSize == null) {
        throw new IllegalArgumentException("a sparse file of an unknown format");
      }
      return SparseMap.atHeadOfData(
          TarNumbers.decimal(realSize),
          () -> {
            if (left < BLOCK) {
              throw new IllegalArgumentException("a sparse map longer than its entry");
            }
            left -= BLOCK;
            return block();
          });
    }
    return SparseMap.ofRecords(records);
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length < BLOCK) {
      throw new EOFException();
    }
    return block;
  }

  private TarName longName(TarHeader header) throws IOException {
    byte[] bytes = special(header, MAX_NAME_BYTES);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return TarName.of(Arrays.copyOf(bytes, end));
  }

  private byte[] special(TarHeader header, int limit) throws IOException {
    long size = header.size();
    if (size < 0 || size > limit) {
      throw new IllegalArgumentException(
          "an extended header of " + size + " bytes, more than " + limit);
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    skip(roundedUp(size) - size);
    return bytes;
  }

  private static long roundedUp(long size) {
    long rounded = (size + BLOCK - 1) & -BLOCK;
    if (rounded < size) {
      throw new IllegalArgumentException("a size beyond all measure");
    }
    return rounded;
  }

  private void skip(long bytes) throws IOException {
    if (bytes > 0) {
      in.skipNBytes(bytes);
    }
  }

  private ProblemException invalid(String why, Exception cause) {
    return new Problem(
            ImagesProblem.TAR_INVALID,
            "read " + name,
            why + (current == null ? "" : " (after entry " + current.path() + ")"),
            "The archive is damaged or made to do harm: fetch or make it again.")
        .exception(cause);
  }

  /** What is left of the current entry. */
  private final class DataStream extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw invalid("it ends in the middle of an entry", new EOFException());
      }
      left -= read;
      return read;
    }

    @Override
    public int available() {
      return (int) Math.min(left, Integer.MAX_VALUE);
    }
  }
}
