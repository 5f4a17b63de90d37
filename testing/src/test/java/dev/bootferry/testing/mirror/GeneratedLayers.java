package dev.bootferry.testing.mirror;

import dev.bootferry.images.tar.TarEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Layers of a random tree in which each does to those below what layers can do: replaces files,
 * takes them away one by one or a folder at once, links to them, turns a file into a folder.
 */
final class GeneratedLayers {

  /** The longest is one whose whiteout still is a name that Linux allows. */
  private static final List<String> NAMES =
      List.of(
          "plain",
          "with space",
          "grüße",
          "日本語",
          "e\u0301 and é",
          "n".repeat(120),
          "ü".repeat(125),
          "-rf",
          "#;%$'\"");

  private final Random random;
  private final String top;

  /** The one file that each folder of the tree holds, by the folder. */
  private final Map<String, String> files = new TreeMap<>();

  private int number;

  /** A tree below a folder of this name, so that layers of several trees can lie on each other. */
  GeneratedLayers(Random random, String name) {
    this.random = random;
    this.top = "usr/share/" + name + "/";
  }

  /**
   * Adds to a layer. No folder is touched twice in a layer: what whiteouts do to the same layer's
   * files is a matter of order in some tools.
   */
  void addTo(LayerTar layer) {
    List<String> below = new ArrayList<>(files.keySet());
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      if (below.size() < 3) {
        layer.file(fresh(), content());
      } else {
        change(layer, below.remove(random.nextInt(below.size())));
      }
    }
  }

  private void change(LayerTar layer, String folder) {
    String file = files.getOrDefault(folder, folder);
    switch (random.nextInt(8)) {
      case 0 -> layer.file(file, content());
      case 1 -> {
        layer.without(file);
        files.remove(folder);
      }
      case 2 -> {
        layer.without(folder);
        files.remove(folder);
      }
      case 3 -> opaque(layer, folder);
      case 4 -> layer.hardLink(fresh(), file);
      case 5 -> {
        layer.folder(file).file(file + "/was a file", content());
        files.put(folder, file + "/was a file");
      }
      case 6 -> layer.link(top + "link " + number++, random.nextBoolean() ? "../no" : "/" + file);
      default -> program(layer, fresh());
    }
  }

  /** All of a folder goes, and something else is there, before or behind the marker. */
  private void opaque(LayerTar layer, String folder) {
    boolean markerFirst = random.nextBoolean();
    if (markerFirst) {
      layer.opaque(folder);
    }
    String file = folder + "/instead";
    layer.file(file, content());
    files.put(folder, file);
    if (!markerFirst) {
      layer.opaque(folder);
    }
  }

  /** A file whose attributes are bytes, not text. */
  private void program(LayerTar layer, String path) {
    byte[] content = content();
    layer.entry(
        TarEntry.file(path, content.length)
            .withMode(0755)
            .withOwner(1000, 100)
            .withXattr("security.capability", capabilities())
            .withXattr("user.binary", new byte[] {0, '=', '\n', (byte) 0xff, 0}),
        content);
  }

  private String fresh() {
    String folder = top + number++;
    StringBuilder path = new StringBuilder(folder);
    for (int depth = random.nextInt(4); depth >= 0; depth--) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    files.put(folder, path.toString());
    return path.toString();
  }

  private byte[] content() {
    byte[] content = new byte[random.nextInt(3000)];
    random.nextBytes(content);
    return content;
  }

  /** As cap_net_bind_service=ep is kept: linux/capability.h, revision 2. */
  private static byte[] capabilities() {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x02000001)
        .putInt(1 << 10)
        .array();
  }
}
