package dev.bootferry.images.storage;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.BoundedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The exact tar that a layer was unpacked from, put together again from what tar-split recorded
 * (one JSON object a line: pieces of the tar itself, and the names of files whose content comes
 * between them) and the unpacked files.
 *
 * <p>The names come from an image. A name that leads out of the layer's folder, through a link or
 * not, is refused; whatever is read is compared with the diff-id by the reader.
 */
final class TarSplitStream extends InputStream {
  private static final long FILE = 1;
  private static final long SEGMENT = 2;

  private final Path diff;
  private final BufferedReader lines;
  private InputStream current = InputStream.nullInputStream();
  private @Nullable Path checkedFolder;

  TarSplitStream(Path tarSplit, Path diff) throws IOException {
    this.diff = diff.toRealPath();
    this.lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(tarSplit), 1 << 16),
                StandardCharsets.UTF_8),
            1 << 16);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      int read = current.read(buffer, offset, length);
      if (read > 0) {
        return read;
      }
      current.close();
      String line = lines.readLine();
      if (line == null) {
        current = InputStream.nullInputStream();
        return -1;
      }
      current = piece(line);
    }
  }

  /** Skipping a file's content costs nothing: a reader of names alone is much faster. */
  @Override
  public long skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      long step = current.skip(left);
      left -= step;
      if (step == 0 && left > 0) {
        if (read() < 0) {
          break;
        }
        left--;
      }
    }
    return Math.max(0, count - left);
  }

  private InputStream piece(String line) throws IOException {
    JsonObject entry =
        Json.readObject(line.getBytes(StandardCharsets.UTF_8), "a tar-split record of " + diff);
    long type = entry.number("type").orElse(0L);
    if (type == SEGMENT) {
      return new ByteArrayInputStream(decode(entry.string("payload").orElse("")));
    }
    long size = entry.number("size").orElse(0L);
    if (type != FILE || size == 0) {
      return InputStream.nullInputStream();
    }
    return new FileContent(name(entry), size);
  }

  private static String name(JsonObject entry) throws IOException {
    if (entry.string("name_raw").isPresent()) {
      // Java cannot name such a file; images of operating systems and ostree want UTF-8 anyway.
      throw new IOException("a file name that is not UTF-8");
    }
    return entry.string("name").orElse("");
  }

  private static byte[] decode(String payload) throws IOException {
    try {
      return Base64.getDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      throw new IOException("a tar-split record that is not base64", e);
    }
  }

  private Path locate(String name) throws IOException {
    Path file = diff.resolve(name.replaceFirst("^/+", "")).normalize();
    Path folder = file.getParent();
    if (folder == null || !file.startsWith(diff) || file.equals(diff)) {
      throw new IOException("the name " + name + " leads out of the layer");
    }
    if (!folder.equals(checkedFolder)) {
      if (!folder.toRealPath().equals(folder)) {
        throw new IOException("the name " + name + " leads through a link");
      }
      checkedFolder = folder;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not the regular file that it was");
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    try (lines) {
      current.close();
    }
  }

  /** The content of one file, which is opened when it is read: not when it is skipped. */
  private final class FileContent extends InputStream {
    private final String name;
    private long left;
    private long skipped;
    private @Nullable InputStream file;
    private @Nullable InputStream bounded;

    FileContent(String name, long size) {
      this.name = name;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      InputStream in = bounded;
      if (in == null) {
        if (left == 0) {
          return -1;
        }
        InputStream opened = Files.newInputStream(locate(name), LinkOption.NOFOLLOW_LINKS);
        file = opened;
        opened.skipNBytes(skipped);
        in = new BoundedInputStream(opened, left);
        bounded = in;
      }
      int read = in.read(buffer, offset, length);
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      if (bounded != null) {
        return super.skip(count);
      }
      long step = Math.clamp(count, 0, left);
      skipped += step;
      left -= step;
      return step;
    }

    @Override
    public void close() throws IOException {
      InputStream opened = file;
      if (opened != null) {
        opened.close();
      }
    }
  }
}
