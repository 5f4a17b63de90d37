package dev.bootferry.testing.mirror;

import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A layer, entry by entry. */
final class LayerTar {
  private static final String WHITEOUT = ".wh.";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(bytes);

  LayerTar entry(TarEntry entry, byte[] content) {
    try {
      tar.write(entry, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LayerTar entry(TarEntry entry) {
    return entry(entry, new byte[0]);
  }

  LayerTar folder(String path) {
    return entry(TarEntry.directory(path + "/"));
  }

  LayerTar file(String path, byte[] content) {
    return entry(TarEntry.file(path, content.length), content);
  }

  LayerTar text(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  LayerTar link(String path, String target) {
    return entry(TarEntry.symlink(path, target));
  }

  LayerTar hardLink(String path, String target) {
    return entry(TarEntry.hardLink(path, target));
  }

  /** Takes away what lower layers have under this name. */
  LayerTar without(String path) {
    int name = path.lastIndexOf('/') + 1;
    return text(path.substring(0, name) + WHITEOUT + path.substring(name), "");
  }

  /** Takes away all that lower layers have in this folder. */
  LayerTar opaque(String folder) {
    return text(folder + "/" + WHITEOUT + WHITEOUT + ".opq", "");
  }

  /** The whole archive; nothing can be added then. */
  byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
