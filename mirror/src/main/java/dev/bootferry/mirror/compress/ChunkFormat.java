package dev.bootferry.mirror.compress;

/**
 * A format whose pieces can be compressed apart from one another. Every piece but the last has
 * {@link #chunkBytes}; so the result depends on the content alone, and not on how many threads
 * worked at it.
 */
interface ChunkFormat {
  int chunkBytes();

  /** How many bytes before a piece its compression may refer to. */
  int historyBytes();

  /** What the result begins with. */
  byte[] head();

  /** A compressor for one thread. */
  ChunkCompressor newCompressor();

  /**
   * What the result ends with.
   *
   * @param crc32 of the whole content
   * @param length of the whole content
   */
  byte[] tail(long crc32, long length);

  /** Compresses pieces, one after the other. */
  interface ChunkCompressor extends AutoCloseable {
    byte[] compress(Chunk chunk);

    @Override
    void close();
  }

  /**
   * A piece.
   *
   * @param bytes history first, then content
   * @param history bytes of history
   * @param length bytes of content
   * @param last whether it is the last
   */
  record Chunk(byte[] bytes, int history, int length, boolean last) {}
}
