package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A bundle in one tar. Every blob is written at its final offset; its header follows when its
 * content has proved right, so that a tar reader never meets a wrong blob.
 */
public final class TarOutput implements BundleOutput {
  private static final int MOVE_BUFFER = 1 << 20;

  private final Path partial;
  private final Path target;
  private final FileChannel channel;

  private TarOutput(Path partial, Path target, FileChannel channel) {
    this.partial = partial;
    this.target = target;
    this.channel = channel;
  }

  /**
   * Opens, or creates, the file that becomes the bundle.
   *
   * @param partial in the folder of the target
   */
  public static TarOutput open(Path partial, Path target) throws IOException {
    FileChannel channel =
        FileChannel.open(
            partial, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new TarOutput(partial, target, channel);
  }

  @Override
  public BlobTarget blob(PlannedFile file) {
    return new BlobTarget() {
      @Override
      public FileChannel channel() {
        return channel;
      }

      @Override
      public long offset() {
        return file.content();
      }

      @Override
      public void commit() throws IOException {
        pad(file);
        BundleOutput.writeFully(channel, ByteBuffer.wrap(file.headerBytes()), file.header());
      }

      @Override
      public void close() {
        // The channel is everybody's.
      }
    };
  }

  @Override
  public BlobReader reader(PlannedFile file) {
    return new BlobReader() {
      @Override
      public int read(ByteBuffer buffer, long position) throws IOException {
        return channel.read(buffer, file.content() + position);
      }

      @Override
      public void close() {
        // The channel is everybody's.
      }
    };
  }

  @Override
  public GrowingBlob grow(BundlePlan plan) {
    long header = plan.end();
    long start = header + EntryHeader.BLOCK;
    return new GrowingBlob() {
      private long size;

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        BundleOutput.writeFully(channel, bytes, start + size);
        size += length;
      }

      @Override
      public PlannedFile commit(Digest digest) throws IOException {
        PlannedFile file = new PlannedFile(LayoutPaths.blob(digest), size, header);
        if (file.content() != start) {
          // It has outgrown the plain header: rare enough to pay with one more copy.
          moveUp(start, size, file.content() - start);
        }
        pad(file);
        BundleOutput.writeFully(channel, ByteBuffer.wrap(file.headerBytes()), header);
        return file;
      }

      @Override
      public void close() {
        // The channel is everybody's.
      }
    };
  }

  /** Moves a region towards the end, the last piece first. */
  private void moveUp(long start, long length, long by) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOVE_BUFFER);
    for (long end = length; end > 0; end -= Math.min(MOVE_BUFFER, end)) {
      long from = Math.max(0, end - MOVE_BUFFER);
      buffer.clear().limit((int) (end - from));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, start + from + buffer.position()) < 0) {
          throw new EOFException("cannot read back " + partial);
        }
      }
      BundleOutput.writeFully(channel, buffer.flip(), start + from + by);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void publish(BundleIndex.Finished bundle) throws IOException {
    BundlePlan plan = bundle.plan();
    for (Map.Entry<String, byte[]> file : bundle.tail().entrySet()) {
      write(plan, file.getKey(), file.getValue());
    }
    write(plan, LayoutPaths.MARKER, LayoutPaths.marker());
    // An earlier attempt with another plan may have written further.
    channel.truncate(plan.end());
    byte[] end = new byte[2 * EntryHeader.BLOCK];
    BundleOutput.writeFully(channel, ByteBuffer.wrap(end), plan.end());
    write(plan, BundleSlot.PATH, bundle.slot().bytes());
    channel.force(true);
    AtomicFile.publish(partial, target);
  }

  @Override
  public void discard() throws IOException {
    Files.deleteIfExists(partial);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void write(BundlePlan plan, String path, byte[] content) throws IOException {
    PlannedFile file = plan.file(path).orElseThrow();
    BundleOutput.writeFully(channel, ByteBuffer.wrap(content), file.content());
    pad(file);
    BundleOutput.writeFully(channel, ByteBuffer.wrap(file.headerBytes()), file.header());
  }

  private void pad(PlannedFile file) throws IOException {
    long behind = file.content() + file.size();
    byte[] padding = new byte[(int) (file.end() - behind)];
    BundleOutput.writeFully(channel, ByteBuffer.wrap(padding), behind);
  }
}
