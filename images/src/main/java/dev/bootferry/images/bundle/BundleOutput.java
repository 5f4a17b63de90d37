package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A bundle being written, under a name that is not its final one. Blobs may be written by several
 * threads at once, each blob by one. A bundle that is closed unpublished stays as it is, and can be
 * opened again and gone on with.
 */
public interface BundleOutput extends AutoCloseable {
  /** Opens the place of a blob; what an earlier run wrote there is still there. */
  BlobTarget blob(PlannedFile file) throws IOException;

  /** Opens the place of a blob for reading, also while it is being written. */
  BlobReader reader(PlannedFile file) throws IOException;

  /**
   * Opens a place at the end of a plan, for a blob whose length and digest are known only when it
   * has been written. One at a time, and nothing else may be planned meanwhile.
   */
  GrowingBlob grow(BundlePlan plan) throws IOException;

  /** Makes everything written so far durable. */
  void force() throws IOException;

  /**
   * Writes what is not a blob, makes all of it durable and gives the bundle its final name. On
   * failure the final name is what it was before.
   */
  void publish(BundleIndex.Finished bundle) throws IOException;

  /** Removes all of it: nothing in it is of use to anybody. Only closing may follow. */
  void discard() throws IOException;

  @Override
  void close() throws IOException;

  /** Where one blob goes. Closing it without {@link #commit} leaves what was written. */
  interface BlobTarget extends AutoCloseable {
    /** Written by position; the blob's first byte is at {@link #offset}. */
    FileChannel channel();

    long offset();

    /**
     * States that the content is whole and right; only then does the blob get its header or name.
     */
    void commit() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** A blob that is written from start to end. Closing it without commit gives it up. */
  interface GrowingBlob extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /**
     * States that it is whole.
     *
     * @return its place, as the plan with this blob has it
     */
    PlannedFile commit(Digest digest) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Reads one blob of an output by position. */
  interface BlobReader extends AutoCloseable {
    /**
     * Reads some bytes.
     *
     * @param position from the blob's first byte
     * @return how many; -1 when nothing has been written there
     */
    int read(ByteBuffer target, long position) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Writes a whole buffer at a position. */
  static void writeFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }
}
