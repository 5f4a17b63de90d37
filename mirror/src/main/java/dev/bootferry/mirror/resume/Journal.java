package dev.bootferry.mirror.resume;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.mirror.resume.JournalLines.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What of an unfinished bundle is durable, in a file of lines beside it. The open journal is also
 * the lock that keeps two runs from writing one bundle.
 *
 * <pre>
 * journal = "bootferry-journal 1" LF *line
 * line    = kind SP digest SP size SP offset SP prefix LF
 * kind    = "blob"   ; in the bundle, its header at that offset of the tar
 *         / "aside"  ; in the file for leftovers, its content at that offset
 * </pre>
 *
 * <p>The last line of a blob counts. What the journal says is never trusted: a blob's prefix is
 * hashed again before it is gone on with. So a line that does not parse, as after a power cut, only
 * ends the reading. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {
  private static final String HEADER = "bootferry-journal 1\n";

  /**
   * A line is some 170 bytes, a set has some thousand blobs, a checkpoint names those under way.
   */
  private static final int MAX_BYTES = 64 << 20;

  private final FileChannel channel;
  private final Map<Digest, Entry> entries;
  private final boolean fresh;
  private volatile boolean empty;

  private Journal(FileChannel channel) throws IOException {
    this.channel = channel;
    this.fresh = channel.size() == 0;
    this.entries = read();
    this.empty = entries.isEmpty();
    if (fresh) {
      append(HEADER);
    }
  }

  /**
   * Opens or creates a journal, and locks it.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code output-locked} when another run has
   *     it open
   */
  static Journal open(Path file) throws IOException {
    while (true) {
      Optional<Object> before = createdOrThere(file);
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } catch (NoSuchFileException e) {
        continue;
      }
      try {
        lock(channel, file);
        // A run that finished in between has removed the file: then the lock is of no use.
        if (before.isPresent() && before.equals(key(file))) {
          return new Journal(channel);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  private static Optional<Object> createdOrThere(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // As good.
    }
    return key(file);
  }

  /**
   * Which file the name leads to. Opening it once more to find out would not do: closing that would
   * give up the lock (fcntl(2)).
   */
  private static Optional<Object> key(Path file) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it: the same as another process.
    }
    if (lock == null) {
      throw new Problem(
              CoreProblem.OUTPUT_LOCKED,
              "lock " + file,
              "another run is writing the same bundle",
              "Wait until that run has ended, or choose another output.")
          .exception();
    }
  }

  /** Whether there was no journal before. */
  boolean isFresh() {
    return fresh;
  }

  /** Whether neither an earlier run nor this one has stated anything of a blob. */
  boolean isEmpty() {
    return empty;
  }

  /** What an earlier run left, by digest. */
  Map<Digest, Entry> entries() {
    return entries;
  }

  /** Forgets all, and begins with these. */
  void restart(Collection<Entry> kept) throws IOException {
    channel.truncate(0);
    append(HEADER);
    add(kept);
  }

  /** States what of these blobs is durable. */
  void add(Collection<Entry> blobs) throws IOException {
    // Also when the line is lost on a full disk: the blob is there all the same.
    empty &= blobs.isEmpty();
    StringBuilder lines = new StringBuilder();
    blobs.forEach(e -> lines.append(e.line()));
    append(lines.toString());
  }

  private Map<Digest, Entry> read() throws IOException {
    if (channel.size() > MAX_BYTES) {
      return Map.of();
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, buffer.position());
    }
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    return JournalLines.parse(text, HEADER);
  }

  private synchronized void append(String lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    long at = channel.size();
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
