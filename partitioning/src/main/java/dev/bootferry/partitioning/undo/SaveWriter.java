package dev.bootferry.partitioning.undo;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Writes a save: a mark, the label as JSON, changes, an end, and the SHA-256 of all that. It has
 * its name only when all of it is on the medium.
 */
final class SaveWriter implements AutoCloseable {
  static final byte[] MARK = {
    'b', 'o', 'o', 't', 'f', 'e', 'r', 'r', 'y', ' ', 'u', 'n', 'd', 'o', '1', '\n'
  };
  static final int MAX_LABEL = 1 << 20;
  static final long END = -1;
  static final int BEFORE_IS_ZERO = 1;
  static final int AFTER_IS_ZERO = 2;

  /** The installer medium keeps its files in memory. A usual disk needs a few mebibytes. */
  static final long MAX_SIZE = 512L << 20;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final MessageDigest digest = Digest.newSha256();
  private final DataOutputStream out;
  private long written;

  private SaveWriter(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.out =
        new DataOutputStream(
            new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest));
  }

  static SaveWriter begin(Path target, SaveLabel label) throws IOException {
    Path temporary =
        Files.createTempFile(
            target.toAbsolutePath().resolveSibling("."),
            "." + target.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    SaveWriter writer =
        new SaveWriter(target, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    byte[] json = Json.write(label.json());
    writer.out.write(MARK);
    writer.out.writeInt(json.length);
    writer.out.write(json);
    return writer;
  }

  void add(Change change) throws IOException {
    boolean beforeIsZero = Change.isZero(change.before());
    boolean afterIsZero = Change.isZero(change.after());
    int size = change.before().length;
    written += (beforeIsZero ? 0 : size) + (afterIsZero ? 0 : size);
    if (written > MAX_SIZE) {
      throw new IOException("it is more than " + new ByteSize(MAX_SIZE));
    }
    out.writeLong(change.offset());
    out.writeInt(size);
    out.writeByte((beforeIsZero ? BEFORE_IS_ZERO : 0) | (afterIsZero ? AFTER_IS_ZERO : 0));
    if (!beforeIsZero) {
      out.write(change.before());
    }
    if (!afterIsZero) {
      out.write(change.after());
    }
  }

  /** Ends it and gives it its name. */
  void publish() throws IOException {
    out.writeLong(END);
    out.flush();
    // Of all but itself.
    byte[] sum = digest.digest();
    out.write(sum);
    out.flush();
    channel.force(true);
    AtomicFile.publish(temporary, target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
