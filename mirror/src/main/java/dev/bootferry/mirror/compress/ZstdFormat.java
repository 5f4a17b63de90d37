package dev.bootferry.mirror.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.bootferry.images.layer.ZstdLibrary;
import java.util.Arrays;

/** Zstandard frames (RFC 8878), one for each piece. An empty content is one empty frame. */
final class ZstdFormat implements ChunkFormat {
  private static final int CHUNK = 4 << 20;

  private final int level;

  ZstdFormat(int level) {
    this.level = level;
    ZstdLibrary.load();
  }

  @Override
  public int chunkBytes() {
    return CHUNK;
  }

  @Override
  public int historyBytes() {
    return 0;
  }

  @Override
  public byte[] head() {
    return new byte[0];
  }

  @Override
  public byte[] tail(long crc32, long length) {
    return new byte[0];
  }

  @Override
  public ChunkCompressor newCompressor() {
    ZstdCompressCtx context = new ZstdCompressCtx().setLevel(level);
    byte[] out = new byte[(int) Zstd.compressBound(CHUNK)];
    return new ChunkCompressor() {
      @Override
      public byte[] compress(Chunk chunk) {
        int length =
            context.compressByteArray(
                out, 0, out.length, chunk.bytes(), chunk.history(), chunk.length());
        return Arrays.copyOf(out, length);
      }

      @Override
      public void close() {
        context.close();
      }
    };
  }
}
