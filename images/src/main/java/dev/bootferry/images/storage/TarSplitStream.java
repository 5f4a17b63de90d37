package dev.bootferry.images.storage;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.BoundedInputStream;
import dev.bootferry.images.layer.Decompression;
import dev.bootferry.linux.files.InputFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private InputStream current = InputStream.nullInputStream();

  TarSplitStream(Path tarSplit, Path diff) throws IOException {
    this.diff = diff;
    this.files = new UnpackedFiles(diff);
    InputStream compressed = null;
    try {
      compressed = Files.newInputStream(tarSplit);
      this.records = new BufferedInputStream(Decompression.openGzip(compressed), 1 << 16);
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

  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int next = records.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == MAX_LINE) {
        throw new IOException("a tar-split record of more than " + MAX_LINE + " bytes");
      }
      line.write(next);
      next = records.read();
    }
    return line.toByteArray();
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
