package dev.bootferry.mirror.compress;

import dev.bootferry.mirror.compress.ChunkFormat.Chunk;
import dev.bootferry.mirror.compress.ChunkFormat.ChunkCompressor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

/**
 * Compresses one content after another with several threads. What comes out follows from the
 * content alone. Memory is a few pieces for each thread. For use by one thread.
 */
public final class LayerCompressor implements AutoCloseable {
  /** As fast as the disk on two cores, and smaller than gzip at its usual level 6. */
  private static final int ZSTD_LEVEL = 3;

  /** Level 6 takes more than twice as long, and is smaller by three in a hundred. */
  private static final int GZIP_LEVEL = 4;

  /** Takes the compressed bytes, in order. */
  @FunctionalInterface
  public interface Output {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /** A piece that is being compressed out of a buffer. */
  private record Piece(Future<byte[]> compressed, byte[] buffer) {}

  private final ChunkFormat format;
  private final int threads;
  private final ExecutorService workers;
  private final BlockingQueue<ChunkCompressor> idle = new LinkedBlockingQueue<>();
  private final Deque<Piece> underWay = new ArrayDeque<>();

  /** Buffers of pieces that are done: megabytes each, to be used again. */
  private final Deque<byte[]> spare = new ArrayDeque<>();

  // Of the content under way.
  private final CRC32 crc = new CRC32();
  private byte[] pending;
  private int history;
  private int filled;
  private long length;

  /**
   * Starts the threads.
   *
   * @param compression not {@link Compression#NONE}
   */
  public LayerCompressor(Compression compression, int threads) {
    this.format =
        switch (compression) {
          case ZSTD -> new ZstdFormat(ZSTD_LEVEL);
          case GZIP -> new GzipFormat(GZIP_LEVEL);
          case NONE -> throw new IllegalArgumentException("nothing to compress with");
        };
    this.threads = threads;
    this.workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("compress-", 0).factory());
    for (int i = 0; i < threads; i++) {
      idle.add(format.newCompressor());
    }
    this.pending = new byte[format.historyBytes() + format.chunkBytes()];
  }

  /** Begins a content. */
  public void begin(Output output) throws IOException {
    crc.reset();
    history = 0;
    filled = 0;
    length = 0;
    byte[] head = format.head();
    output.write(head, 0, head.length);
  }

  /** Takes more of the content. */
  public void write(byte[] bytes, int offset, int count, Output output) throws IOException {
    crc.update(bytes, offset, count);
    length += count;
    int at = offset;
    int left = count;
    while (left > 0) {
      // A full piece goes only when more follows: the last one must be known as such.
      if (filled == format.chunkBytes()) {
        submit(false, output);
      }
      int taken = Math.min(left, format.chunkBytes() - filled);
      System.arraycopy(bytes, at, pending, history + filled, taken);
      filled += taken;
      at += taken;
      left -= taken;
    }
  }

  /** Ends the content: all of it has been written when this returns. */
  public void finish(Output output) throws IOException {
    submit(true, output);
    while (!underWay.isEmpty()) {
      drainOne(output);
    }
    byte[] tail = format.tail(crc.getValue(), length);
    output.write(tail, 0, tail.length);
  }

  private void submit(boolean last, Output output) throws IOException {
    Chunk chunk = new Chunk(pending, history, filled, last);
    underWay.add(new Piece(workers.submit(() -> compress(chunk)), pending));
    int kept = Math.min(format.historyBytes(), history + filled);
    byte[] next = spare.isEmpty() ? new byte[pending.length] : spare.pop();
    System.arraycopy(chunk.bytes(), chunk.history() + chunk.length() - kept, next, 0, kept);
    pending = next;
    history = kept;
    filled = 0;
    while (underWay.size() > threads + 1) {
      drainOne(output);
    }
  }

  private byte[] compress(Chunk chunk) throws InterruptedException {
    ChunkCompressor compressor = idle.take();
    try {
      return compressor.compress(chunk);
    } finally {
      idle.add(compressor);
    }
  }

  private void drainOne(Output output) throws IOException {
    Piece piece = underWay.remove();
    try {
      byte[] compressed = piece.compressed().get();
      spare.push(piece.buffer());
      output.write(compressed, 0, compressed.length);
    } catch (ExecutionException e) {
      throw new IOException("cannot compress a layer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing a layer");
    }
  }

  @Override
  public void close() {
    workers.close();
    idle.forEach(ChunkCompressor::close);
  }
}
