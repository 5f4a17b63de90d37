package dev.bootferry.images.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the entries of a tar by stepping from header to header, without reading contents: one small
 * read for each entry. Understands ustar, the PAX records {@code path} and {@code size}, and GNU
 * long names; this is for archives of layouts, not for root file systems.
 */
final class TarWalk {
  /** No layout has as many; a larger count is an attempt to fill the memory. */
  private static final int MAX_ENTRIES = 1_000_000;

  /** Of a PAX header or a GNU long name: paths and numbers, so some hundred bytes. */
  private static final int MAX_EXTENSION = 1 << 16;

  /**
   * A regular file.
   *
   * @param header offset of its first header block, extension headers included
   * @param content offset of its first byte
   * @param size bytes
   */
  record Entry(String path, long header, long content, long size) {}

  /**
   * What the walk found.
   *
   * @param entries regular files by path; of several with one path the last counts, as for tar
   * @param end offset just behind the last whole entry
   * @param damage why the walk ended other than at the blocks that end an archive
   */
  record Result(Map<String, Entry> entries, long end, Optional<String> damage) {}

  private final FileChannel channel;
  private final long length;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Where the next header block is. */
  private long position;

  /** Where the entry begins that the next header block belongs to. */
  private long first;

  // What extension headers said of the entry that follows.
  private Optional<String> extendedPath = Optional.empty();
  private Optional<Long> extendedSize = Optional.empty();

  private TarWalk(FileChannel channel, long from) throws IOException {
    this.channel = channel;
    this.length = channel.size();
    this.position = from;
    this.first = from;
  }

  /**
   * Walks from an offset at which a header stands to the end of the archive.
   *
   * @throws IOException when it cannot be read; a damaged tar is a result
   */
  static Result walk(FileChannel channel, long from) throws IOException {
    return new TarWalk(channel, from).walk();
  }

  private Result walk() throws IOException {
    byte[] block = new byte[TarHeader.BLOCK];
    for (int count = 0; count < MAX_ENTRIES; count++) {
      if (read(block, position) < TarHeader.BLOCK) {
        return damaged("it ends at byte " + length + " without the blocks that end a tar");
      }
      if (Arrays.equals(block, new byte[TarHeader.BLOCK])) {
        return new Result(entries, first, Optional.empty());
      }
      Optional<TarHeader> header = TarHeader.parse(block);
      if (header.isEmpty()) {
        return damaged("there is no valid tar header at byte " + position);
      }
      Optional<String> damage = take(header.get());
      if (damage.isPresent()) {
        return damaged(damage.get());
      }
    }
    return damaged("it has more than " + MAX_ENTRIES + " entries");
  }

  private Result damaged(String damage) {
    return new Result(entries, first, Optional.of(damage));
  }

  /** Takes one header and steps behind its content; what is wrong with it, if anything is. */
  private Optional<String> take(TarHeader header) throws IOException {
    long content = position + TarHeader.BLOCK;
    long size = header.isExtension() ? header.size() : extendedSize.orElse(header.size());
    String path = extendedPath.map(TarHeader::plain).orElse(header.path());
    if (size > length - content) {
      long there = Math.max(0, length - content);
      return Optional.of(path + " has " + there + " of its " + size + " bytes, then the file ends");
    }
    position = content + TarHeader.padded(size);
    if (header.isExtension()) {
      return extend(header, content, size);
    }
    if (header.isFile()) {
      entries.remove(path);
      entries.put(path, new Entry(path, first, content, size));
    }
    extendedPath = Optional.empty();
    extendedSize = Optional.empty();
    first = position;
    return Optional.empty();
  }

  private Optional<String> extend(TarHeader header, long content, long size) throws IOException {
    if (size > MAX_EXTENSION) {
      return Optional.of("the tar header at byte " + content + " carries an extension too long");
    }
    byte[] bytes = new byte[(int) size];
    read(bytes, content);
    if (header.isLongName()) {
      extendedPath = Optional.of(new String(bytes, StandardCharsets.UTF_8).replace("\0", ""));
    } else if (header.isPax()) {
      Map<String, String> records = PaxRecords.parse(bytes);
      extendedPath = Optional.ofNullable(records.get(PaxRecords.PATH)).or(() -> extendedPath);
      extendedSize = PaxRecords.size(records);
      if (records.containsKey(PaxRecords.SIZE) && extendedSize.isEmpty()) {
        return Optional.of("the tar header at byte " + content + " states no size that is one");
      }
    }
    return Optional.empty();
  }

  private int read(byte[] buffer, long from) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer);
    while (target.hasRemaining()) {
      if (channel.read(target, from + target.position()) < 0) {
        break;
      }
    }
    return target.position();
  }
}
