package dev.bootferry.images.storage;

import dev.bootferry.core.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image as a container storage keeps it.
 *
 * @param store the store's folder, the one that holds {@code overlay-images}
 * @param id 64 hexadecimal characters
 * @param names complete: {@code host/path:tag} and {@code host/path@digest}
 * @param digests of the manifests that are kept with it
 * @param digest of the manifest that it was pulled with
 * @param topLayer id of its highest layer; empty for an image without layers
 */
public record StoredImage(
    Path store,
    String id,
    List<String> names,
    Set<Digest> digests,
    Optional<Digest> digest,
    Optional<String> topLayer) {
  public StoredImage {
    names = List.copyOf(names);
    digests = Set.copyOf(digests);
  }
}
