package dev.bootferry.mirror.compress;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952), put together from pieces as pigz does it: each ends on a byte
 * boundary and may refer to the 32 KiB before it. The header has no time and no name.
 */
final class GzipFormat implements ChunkFormat {
  private static final int HISTORY = 32 << 10;
  private static final int CHUNK = 1 << 20;
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final int level;

  GzipFormat(int level) {
    this.level = level;
  }

  @Override
  public int chunkBytes() {
    return CHUNK;
  }

  @Override
  public int historyBytes() {
    return HISTORY;
  }

  @Override
  public byte[] head() {
    return HEAD.clone();
  }

  @Override
  public byte[] tail(long crc32, long length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc32)
        .putInt((int) length)
        .array();
  }

  @Override
  public ChunkCompressor newCompressor() {
    Deflater deflater = new Deflater(level, true);
    byte[] out = new byte[CHUNK / 4];
    return new ChunkCompressor() {
      @Override
      public byte[] compress(Chunk chunk) {
        deflater.reset();
        if (chunk.history() > 0) {
          deflater.setDictionary(chunk.bytes(), 0, chunk.history());
        }
        deflater.setInput(chunk.bytes(), chunk.history(), chunk.length());
        if (chunk.last()) {
          deflater.finish();
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream(CHUNK / 2);
        int written = out.length;
        // A buffer that was not filled is the end, of the stream or of the flush.
        while (written == out.length) {
          written =
              deflater.deflate(
                  out, 0, out.length, chunk.last() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
          result.write(out, 0, written);
        }
        return result.toByteArray();
      }

      @Override
      public void close() {
        deflater.end();
      }
    };
  }
}
