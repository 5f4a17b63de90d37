package dev.bootferry.images.storage;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.BoundedInputStream;
import dev.bootferry.images.layer.Decompression;
import dev.bootferry.linux.files.InputFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The exact tar that a layer was unpacked from, put together again from what tar-split recorded
 * (one JSON object a line: pieces of the tar itself, and the names of files whose content comes
 * between them) and the unpacked files. Whatever is read is compared with the diff-id by the
 * reader.
 */
final class TarSplitStream extends InputStream {
  private static final long FILE = 1;
  private static final long SEGMENT = 2;

  /** The longest piece is a mebibyte of padding, in base64; no header is as long. */
  private static final int MAX_LINE = 8 << 20;

  private final Path diff;
  private final UnpackedFiles files;
  private final InputStream records;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private InputStream current = InputStream.nullInputStream();

  TarSplitStream(Path tarSplit, Path diff) throws IOException {
    this.diff = diff;
    this.files = new UnpackedFiles(diff);
    InputStream compressed = null;
    try {
      compressed = Files.newInputStream(tarSplit);
      this.records = Decompression.openGzip(compressed);
    } catch (IOException e) {
      files.close();
      if (compressed != null) {
        compressed.close();
      }
      throw e;
    }
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
      current = InputStream.nullInputStream();
      byte[] line = line();
      if (line == null) {
        return -1;
      }
      current = piece(line);
    }
  }

  /** The next record, or null at the end. Found in the buffer: there are two for each file. */
  private byte @Nullable [] line() throws IOException {
    byte[] begun = new byte[0];
    while (true) {
      int newline = at;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      if (begun.length + newline - at > MAX_LINE) {
        throw new IOException("a tar-split record of more than " + MAX_LINE + " bytes");
      }
      byte[] line = Arrays.copyOf(begun, begun.length + newline - at);
      System.arraycopy(buffer, at, line, begun.length, newline - at);
      if (newline < end) {
        at = newline + 1;
        return line;
      }
      at = 0;
      end = records.read(buffer);
      if (end <= 0) {
        end = 0;
        return line.length == 0 ? null : line;
      }
      begun = line;
    }
  }

  private InputStream piece(byte[] line) throws IOException {
    JsonObject entry = Json.readObject(line, "a tar-split record of " + diff);
    long type = entry.number("type").orElse(0L);
    if (type == SEGMENT) {
      return new ByteArrayInputStream(decode(entry.string("payload").orElse("")));
    }
    long size = entry.number("size").orElse(0L);
    if (type != FILE || size == 0) {
      return InputStream.nullInputStream();
    }
    InputFile file = files.open(name(entry));
    return new FilterInputStream(new BoundedInputStream(file.stream(), size)) {
      @Override
      public void close() {
        file.close();
      }
    };
  }

  /** A name that is not UTF-8 is kept beside, as bytes. */
  private static byte[] name(JsonObject entry) throws IOException {
    String raw = entry.string("name_raw").orElse("");
    return raw.isEmpty()
        ? entry.string("name").orElse("").getBytes(StandardCharsets.UTF_8)
        : decode(raw);
  }

  private static byte[] decode(String payload) throws IOException {
    try {
      return Base64.getDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      throw new IOException("a tar-split record that is not base64", e);
    }
  }

  @Override
  public void close() throws IOException {
    try (records) {
      current.close();
    } finally {
      files.close();
    }
  }
}
