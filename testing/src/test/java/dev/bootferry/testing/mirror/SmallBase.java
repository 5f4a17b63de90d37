package dev.bootferry.testing.mirror;

import dev.bootferry.testing.mirror.PackedLayer.Packing;
import java.util.Map;
import java.util.Random;

/** What makes an image an operating system for {@code mirror create}, in a few kilobytes. */
final class SmallBase {
  static final Map<String, String> LABELS = Map.of("containers.bootc", "1");
  static final String LINKS = "usr/lib/bootc/bound-images.d";

  private static final String UNITS = "usr/share/containers/systemd/";

  private SmallBase() {}

  /** A layer that stands for a kernel and the rest of a system. */
  static LayerTar system() {
    return new LayerTar()
        .folder("usr")
        .text("usr/lib/modules/6.1.0/vmlinuz", "this stands for a kernel")
        .text("usr/lib/os-release", "ID=small\nVERSION_ID=1\n")
        .text("usr/lib/ostree/prepare-root.conf", "[composefs]\nenabled = no\n")
        .link("usr/lib/bootc/storage", "../../../sysroot/ostree/bootc/storage");
  }

  /** A unit file for an image that could start without a network. */
  static LayerTar unit(LayerTar layer, String name, String image) {
    return layer.text(
        UNITS + name,
        "[Container]\nImage="
            + image
            + "\nGlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage\n");
  }

  /** The link that makes a unit's image a bound one. */
  static LayerTar bind(LayerTar layer, String link, String unit) {
    return layer.link(LINKS + "/" + link, "/" + UNITS + unit);
  }

  /** A system that binds these images, with a layer of this many random bytes before the units. */
  static OciImage binding(int size, String... images) {
    LayerTar units = new LayerTar();
    for (int i = 0; i < images.length; i++) {
      unit(units, "app" + i + ".container", images[i]);
      bind(units, "app" + i + ".container", "app" + i + ".container");
    }
    return of(system().bytes(), random(size, 1), units.bytes());
  }

  static OciImage of(byte[]... tars) {
    return OciImage.of(Packing.GZIP, tars).withLabels(LABELS);
  }

  /** A layer that does not compress. */
  static byte[] random(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return new LayerTar().file("usr/share/random" + seed, content).bytes();
  }
}
