package dev.bootferry.images.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Puts small archives together, in memory. */
public final class TestTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter writer = new TarWriter(bytes);

  public TestTar add(TarEntry entry) {
    return add(entry, new byte[0]);
  }

  public TestTar add(TarEntry entry, byte[] data) {
    try {
      writer.write(entry, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public TestTar file(String path, String content) {
    byte[] data = content.getBytes(StandardCharsets.UTF_8);
    return add(TarEntry.file(path, data.length), data);
  }

  public TestTar directory(String path) {
    return add(TarEntry.directory(path));
  }

  public TestTar symlink(String path, String target) {
    return add(TarEntry.symlink(path, target));
  }

  public TestTar hardLink(String path, String target) {
    return add(TarEntry.hardLink(path, target));
  }

  public byte[] bytes() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
