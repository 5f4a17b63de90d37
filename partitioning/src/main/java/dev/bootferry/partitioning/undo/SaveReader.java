package dev.bootferry.partitioning.undo;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.disk.Extent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An open save of which every byte has been checked. Its changes are read when they are needed. */
final class SaveReader implements AutoCloseable {
  /** Where a change lies in the file; negative where its bytes are all zero. */
  private record Entry(long offset, int size, long before, long after) {}

  private final FileChannel channel;
  private final SaveLabel label;
  private final List<Entry> entries;

  private SaveReader(FileChannel channel, SaveLabel label, List<Entry> entries) {
    this.channel = channel;
    this.label = label;
    this.entries = entries;
  }

  /**
   * Opens.
   *
   * @throws IOException when it cannot be read, or is no whole save
   */
  static SaveReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      channel.position(0);
      MessageDigest digest = Digest.newSha256();
      Counter in =
          new Counter(
              new DigestInputStream(
                  new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), digest));
      SaveLabel label = label(in);
      List<Entry> entries = entries(in);
      byte[] sum = digest.digest();
      if (!MessageDigest.isEqual(sum, in.bytes(sum.length)) || in.data.read() >= 0) {
        throw new IOException("its checksum is wrong");
      }
      return new SaveReader(channel, label, entries);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SaveLabel label(Counter in) throws IOException {
    if (!Arrays.equals(in.bytes(SaveWriter.MARK.length), SaveWriter.MARK)) {
      throw new IOException("it does not begin like one");
    }
    byte[] json = in.bytes(in.size(SaveWriter.MAX_LABEL));
    try {
      return SaveLabel.of(Json.readObject(json, "the label"));
    } catch (ProblemException | IllegalArgumentException e) {
      throw new IOException("its label cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Entry> entries(Counter in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (true) {
      long offset = in.number();
      if (offset == SaveWriter.END) {
        return entries;
      }
      int size = in.size(Change.MAX_SIZE);
      int flags = in.bytes(1)[0];
      if (offset < 0 || size == 0 || offset > Long.MAX_VALUE - size) {
        throw new IOException("it names a place that no disk has");
      }
      long before = (flags & SaveWriter.BEFORE_IS_ZERO) != 0 ? -1 : in.skip(size);
      long after = (flags & SaveWriter.AFTER_IS_ZERO) != 0 ? -1 : in.skip(size);
      entries.add(new Entry(offset, size, before, after));
    }
  }

  SaveLabel label() {
    return label;
  }

  /** How many changes there are; later ones were made later. */
  int count() {
    return entries.size();
  }

  Extent extent(int number) {
    return new Extent(entries.get(number).offset(), entries.get(number).size());
  }

  Change change(int number) throws IOException {
    Entry entry = entries.get(number);
    return new Change(
        entry.offset(), bytes(entry.before(), entry.size()), bytes(entry.after(), entry.size()));
  }

  private byte[] bytes(long position, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (position >= 0 && bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("the save became shorter");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Knows where in the file it is. */
  private static final class Counter {
    private final DataInputStream data;
    private long position;

    Counter(InputStream in) {
      data = new DataInputStream(in);
    }

    byte[] bytes(int size) throws IOException {
      byte[] bytes = new byte[size];
      data.readFully(bytes);
      position += size;
      return bytes;
    }

    long number() throws IOException {
      position += Long.BYTES;
      return data.readLong();
    }

    int size(int limit) throws IOException {
      position += Integer.BYTES;
      int size = data.readInt();
      if (size < 0 || size > limit) {
        throw new IOException("it names a size of " + size + " bytes");
      }
      return size;
    }

    /** Passes over bytes, which are hashed all the same; gives where they began. */
    long skip(int size) throws IOException {
      long start = position;
      byte[] _ = bytes(size);
      return start;
    }
  }
}
