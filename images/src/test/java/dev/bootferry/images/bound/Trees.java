package dev.bootferry.images.bound;

import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.LayerContents;
import dev.bootferry.images.tree.LayerScan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Trees of images, made of real layers. */
final class Trees {
  static final String BOUND = "usr/lib/bootc/bound-images.d";
  static final String UNITS = "usr/share/containers/systemd";

  private final List<LayerContents> layers = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private TarWriter tar = new TarWriter(bytes);

  static Trees image() {
    return new Trees();
  }

  Trees file(String path, String content) throws IOException {
    byte[] data = content.getBytes(StandardCharsets.UTF_8);
    tar.write(TarEntry.file(path, data.length), data);
    return this;
  }

  Trees directory(String path) throws IOException {
    tar.write(TarEntry.directory(path));
    return this;
  }

  Trees link(String path, String target) throws IOException {
    tar.write(TarEntry.symlink(path, target));
    return this;
  }

  /** A unit with a link that binds it. */
  Trees bound(String name, String content) throws IOException {
    return file(UNITS + "/" + name, content).link(BOUND + "/" + name, "/" + UNITS + "/" + name);
  }

  /** What follows belongs to a layer above. */
  Trees layer() throws IOException {
    tar.close();
    layers.add(
        LayerScan.scan(
            new ByteArrayInputStream(bytes.toByteArray()),
            new LayerScan.Options("a layer", path -> true)));
    bytes = new ByteArrayOutputStream();
    tar = new TarWriter(bytes);
    return this;
  }

  ImageTree tree() throws IOException {
    layer();
    return ImageTree.merge(layers);
  }
}
