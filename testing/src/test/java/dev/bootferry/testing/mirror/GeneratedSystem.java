package dev.bootferry.testing.mirror;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An operating system of many layers that binds exactly the given images. Other images are bound by
 * lower layers and no longer by higher ones, each in another way; nobody has these, so that whoever
 * takes one of them for bound does not get far.
 */
final class GeneratedSystem {
  private static final String NOBODY_HAS = "127.0.0.1:9/never/bound:v";

  private final GeneratedLayers tree;
  private final List<String> images;
  private final List<byte[]> layers = new ArrayList<>();

  private GeneratedSystem(Random random, List<String> images) {
    this.tree = new GeneratedLayers(random, "system");
    this.images = images;
  }

  /** How an image stops being bound. */
  enum End {
    FOLDER_OPAQUE,
    FOLDER_REMOVED,
    PARENT_OPAQUE,
    LINK_REMOVED,
    LINK_TURNED,
    UNIT_CHANGED
  }

  /** Ends of whatever has been bound before. */
  static final List<End> OF_ALL = List.of(End.FOLDER_OPAQUE, End.FOLDER_REMOVED, End.PARENT_OPAQUE);

  private static final List<End> OF_ONE =
      List.of(End.LINK_REMOVED, End.LINK_TURNED, End.UNIT_CHANGED);

  /**
   * The layers, the lowest first; the same for the same state of the random numbers.
   *
   * @param ofAll comes before the ends of single images, which it would hide if they went wrong
   */
  static List<byte[]> layers(Random random, List<String> images, End ofAll) {
    GeneratedSystem system = new GeneratedSystem(random, images);
    LayerTar lowest = SmallBase.system();
    system.bindAll(lowest);
    system.add(lowest);
    List<End> ends = new ArrayList<>(OF_ONE);
    Collections.shuffle(ends, random);
    ends.addFirst(ofAll);
    for (End end : ends) {
      String name = "former-" + end + ".container";
      system.bindFor(name, NOBODY_HAS + ends.indexOf(end));
      for (int i = random.nextInt(3); i > 0; i--) {
        system.add(new LayerTar());
      }
      system.end(end, name, random.nextBoolean());
    }
    return system.layers;
  }

  private void add(LayerTar layer) {
    tree.addTo(layer);
    layers.add(layer.bytes());
  }

  private void bindFor(String name, String image) {
    LayerTar layer = new LayerTar();
    SmallBase.unit(layer, name, image);
    SmallBase.bind(layer, name, name);
    add(layer);
  }

  private void bindAll(LayerTar layer) {
    for (int i = 0; i < images.size(); i++) {
      SmallBase.unit(layer, name(i), images.get(i));
    }
    linkAll(layer);
  }

  private void linkAll(LayerTar layer) {
    for (int i = 0; i < images.size(); i++) {
      SmallBase.bind(layer, name(i), name(i));
    }
  }

  private static String name(int number) {
    return "app" + number + ".container";
  }

  private void end(End end, String name, boolean markerFirst) {
    LayerTar layer = new LayerTar();
    switch (end) {
      case LINK_REMOVED -> layer.without(SmallBase.LINKS + "/" + name);
      case LINK_TURNED -> SmallBase.bind(layer, name, name(0));
      case UNIT_CHANGED -> SmallBase.unit(layer, name, images.getFirst());
      case FOLDER_OPAQUE -> opaque(layer, SmallBase.LINKS, markerFirst);
      case PARENT_OPAQUE -> {
        layer.link("usr/lib/bootc/storage", "../../../sysroot/ostree/bootc/storage");
        opaque(layer, "usr/lib/bootc", markerFirst);
      }
      case FOLDER_REMOVED -> {
        // What was bound comes back in the next layer.
        layer.without(SmallBase.LINKS);
        add(layer);
        layer = new LayerTar();
        linkAll(layer);
      }
    }
    add(layer);
  }

  private void opaque(LayerTar layer, String folder, boolean markerFirst) {
    if (markerFirst) {
      layer.opaque(folder);
    }
    linkAll(layer);
    if (!markerFirst) {
      layer.opaque(folder);
    }
  }
}
