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
  /** As fast as the disk on two cores, and smaller than gzip's usual level 6. */
  private static final int ZSTD_LEVEL = 3;

  private static final int GZIP_LEVEL = 6;

  /** Takes the compressed bytes, in order. */
  @FunctionalInterface
  public interface Output {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private final ChunkFormat format;
  private final int threads;
  private final ExecutorService workers;
  private final BlockingQueue<ChunkCompressor> idle = new LinkedBlockingQueue<>();
  private final Deque<Future<byte[]>> underWay = new ArrayDeque<>();

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
    this.pending = new byte[format.chunkBytes()];
  }

  /** Begins a content. */
  public void begin(Output output) throws IOException {
    crc.reset();
    history = 0;
    filled = 0;
    length = 0;
    pending = new byte[format.historyBytes() + format.chunkBytes()];
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
    underWay.add(workers.submit(() -> compress(chunk)));
    int kept = Math.min(format.historyBytes(), history + filled);
    byte[] next = new byte[format.historyBytes() + format.chunkBytes()];
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
    try {
      byte[] compressed = underWay.remove().get();
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
