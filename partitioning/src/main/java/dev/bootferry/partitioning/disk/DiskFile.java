package dev.bootferry.partitioning.disk;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A disk behind a path: a block device, or a regular file. */
public final class DiskFile implements Disk {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private DiskFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /** Opens an existing disk for reading. */
  public static DiskFile openReadOnly(Path path) {
    return open(path, Set.of(StandardOpenOption.READ));
  }

  /** Opens an existing disk for reading and writing. */
  public static DiskFile open(Path path) {
    return open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  private static DiskFile open(Path path, Set<OpenOption> options) {
    try {
      FileChannel channel = FileChannel.open(path, options);
      try {
        return new DiskFile(path, channel, channel.size());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw readFailed("open disk " + path, e);
    }
  }

  /**
   * Gives a file this size, creating it when it is not there. What it gains is a hole that takes no
   * space; what lies beyond is cut off.
   *
   * @param size in bytes
   */
  public static void resize(Path file, long size) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ))) {
      if (channel.size() > size) {
        FileChannel _ = channel.truncate(size);
      } else if (channel.size() < size) {
        int _ = channel.write(ByteBuffer.allocate(1), size - 1);
      }
      channel.force(true);
    } catch (IOException e) {
      throw writeFailed("give " + file + " a size of " + size + " bytes", e);
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  public Path path() {
    return path;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] read(Extent extent) {
    byte[] bytes = new byte[Math.toIntExact(extent.size())];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, extent.offset() + buffer.position()) < 0) {
          throw new EOFException("the disk ends at " + (extent.offset() + buffer.position()));
        }
      }
      return bytes;
    } catch (IOException e) {
      throw readFailed("read " + extent.size() + " bytes at " + extent.offset() + " of " + path, e);
    }
  }

  @Override
  public void write(long offset, byte[] bytes) {
    String what = "write " + bytes.length + " bytes at " + offset + " of " + path;
    if (offset < 0 || offset > size - bytes.length) {
      throw writeFailed(what, new EOFException("the disk ends at " + size));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer, offset + buffer.position());
      }
    } catch (IOException e) {
      throw writeFailed(what, e);
    }
  }

  @Override
  public void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw writeFailed("force " + path + " to the medium", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw writeFailed("close " + path, e);
    }
  }

  private static ProblemException readFailed(String what, IOException cause) {
    return new Problem(
            PartitioningProblem.DISK_READ_FAILED,
            what,
            String.valueOf(cause.getMessage()),
            "Check the disk and its cable; the kernel's messages (dmesg) say more.")
        .exception(cause);
  }

  private static ProblemException writeFailed(String what, IOException cause) {
    return new Problem(
            PartitioningProblem.DISK_WRITE_FAILED,
            what,
            String.valueOf(cause.getMessage()),
            "Check the disk, or the free space of what holds the file; the kernel's messages"
                + " (dmesg) say more.")
        .exception(cause);
  }
}
