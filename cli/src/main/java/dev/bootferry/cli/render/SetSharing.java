package dev.bootferry.cli.render;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which blobs the images of a set have in common: each is in the bundle once. */
final class SetSharing {
  private final Map<Digest, Set<SetImage>> users = new HashMap<>();
  private final Map<Digest, Long> sizes = new HashMap<>();

  private final long layers;

  SetSharing(ImageSet set) {
    layers =
        set.images()
            .flatMap(image -> image.manifest().layers().stream())
            .map(Descriptor::digest)
            .distinct()
            .count();
    set.images()
        .forEach(image -> {
          use(image, image.manifest().config());
          image.manifest().layers().forEach(layer -> use(image, layer));
        });
  }

  private void use(SetImage image, Descriptor blob) {
    users.computeIfAbsent(blob.digest(), _ -> new LinkedHashSet<>()).add(image);
    sizes.put(blob.digest(), blob.size());
  }

  /** Distinct layers. */
  long layers() {
    return layers;
  }

  /** Bytes of the distinct layers and configurations. */
  long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes that are saved because images share blobs. */
  long savedBytes() {
    return users.entrySet().stream()
        .mapToLong(e -> (e.getValue().size() - 1) * sizes.getOrDefault(e.getKey(), 0L))
        .sum();
  }

  boolean isShared(Digest blob) {
    return users.getOrDefault(blob, Set.of()).size() > 1;
  }

  /** Bytes of this image's distinct layers that another image has too. */
  long sharedBytes(SetImage image) {
    return image.manifest().layers().stream()
        .distinct()
        .filter(layer -> isShared(layer.digest()))
        .mapToLong(Descriptor::size)
        .sum();
  }

  /** References of the other images that have a layer of this one. */
  List<String> sharedWith(SetImage image) {
    return image.manifest().layers().stream()
        .flatMap(layer -> users.getOrDefault(layer.digest(), Set.of()).stream())
        .filter(other -> !other.equals(image))
        .map(SetImage::reference)
        .distinct()
        .toList();
  }
}
