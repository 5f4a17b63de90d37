package dev.bootferry.images.tar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The map of a sparse file in the formats that GNU tar ever wrote: old GNU (in the header and
 * blocks after it), and in PAX archives 0.0, 0.1 (both in records) and 1.0 (at the head of the
 * data). See the GNU tar manual, "Storing Sparse Files".
 *
 * @param realSize bytes of the file with its holes
 */
record SparseMap(long realSize, List<Extent> extents) {
  /** So that a hostile map cannot fill the memory: 64 Ki extents of a file are beyond any use. */
  static final int MAX_EXTENTS = 1 << 16;

  /** Gives the next block of 512 bytes of the archive. */
  interface Blocks {
    byte[] next() throws IOException;
  }

  /**
   * Checks that the extents ascend, do not overlap, and lie within the file.
   *
   * @throws IllegalArgumentException when they do not
   */
  SparseMap {
    // Writers mark the end of a file that ends in a hole by an extent of nothing.
    extents = extents.stream().filter(extent -> extent.length() > 0).toList();
    long end = 0;
    for (Extent extent : extents) {
      if (extent.offset() < end || extent.end() > realSize) {
        throw new IllegalArgumentException("a sparse map that overlaps or exceeds the file");
      }
      end = extent.end();
    }
  }

  private static final class Builder {
    final List<Extent> extents = new ArrayList<>();

    void add(long offset, long length) {
      if (extents.size() == MAX_EXTENTS) {
        throw new IllegalArgumentException("a sparse map of more than " + MAX_EXTENTS + " extents");
      }
      extents.add(new Extent(offset, length));
    }
  }

  /** Old GNU: four pairs in the header, then 21 in each extension block. */
  static SparseMap oldGnu(TarHeader header, Blocks blocks) throws IOException {
    Builder map = new Builder();
    boolean more = pairs(header, 386, 4, map) && header.block()[482] != 0;
    while (more) {
      TarHeader extension = new TarHeader(blocks.next());
      more = pairs(extension, 0, 21, map) && extension.block()[504] != 0;
    }
    return new SparseMap(header.number(483, 12), map.extents);
  }

  /** Whether all pairs of the block were used, so that others may follow. */
  private static boolean pairs(TarHeader block, int start, int count, Builder map) {
    for (int i = 0; i < count; i++) {
      int at = start + 24 * i;
      if (block.block()[at] == 0) {
        return false;
      }
      map.add(block.number(at, 12), block.number(at + 12, 12));
    }
    return true;
  }

  /** PAX 0.0 and 0.1: the map is in the records; null when there is none. */
  static @Nullable SparseMap ofRecords(PaxRecords records) {
    String pairs = records.text("GNU.sparse.map");
    if (pairs == null) {
      pairs = records.sparsePairs();
    }
    String size = records.text("GNU.sparse.size");
    if (size == null || (pairs == null && records.text("GNU.sparse.numblocks") == null)) {
      return null;
    }
    Builder map = new Builder();
    if (pairs != null) {
      String[] numbers = pairs.split(",", -1);
      if (numbers.length % 2 != 0) {
        throw new IllegalArgumentException("a sparse map with half a pair");
      }
      for (int i = 0; i < numbers.length; i += 2) {
        map.add(TarNumbers.decimal(numbers[i]), TarNumbers.decimal(numbers[i + 1]));
      }
    }
    return new SparseMap(TarNumbers.decimal(size), map.extents);
  }

  /** PAX 1.0: decimal numbers, one a line, in whole blocks before the data. */
  static SparseMap atHeadOfData(long realSize, Blocks blocks) throws IOException {
    Lines lines = new Lines(blocks);
    Builder map = new Builder();
    long count = lines.next();
    if (count > MAX_EXTENTS) {
      throw new IllegalArgumentException("a sparse map of " + count + " extents");
    }
    for (long i = 0; i < count; i++) {
      map.add(lines.next(), lines.next());
    }
    return new SparseMap(realSize, map.extents);
  }

  private static final class Lines {
    private final Blocks blocks;
    private byte[] block = new byte[0];
    private int at;

    Lines(Blocks blocks) {
      this.blocks = blocks;
    }

    long next() throws IOException {
      StringBuilder digits = new StringBuilder();
      while (true) {
        if (at == block.length) {
          block = blocks.next();
          at = 0;
        }
        byte b = block[at++];
        if (b == '\n') {
          return TarNumbers.decimal(digits.toString());
        }
        if (digits.length() > 20) {
          throw new IllegalArgumentException("a sparse map that is no list of numbers");
        }
        digits.append((char) b);
      }
    }
  }
}
