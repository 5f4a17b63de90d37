package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each blob of a bundle is for, in words. */
final class BlobUses {
  private final Map<Digest, Set<String>> uses = new HashMap<>();

  /** An entry of index.json whose documents may turn out unreadable. */
  void add(Descriptor named) {
    String reference = named.annotations().getOrDefault(BundleAnnotations.REFERENCE, "?");
    String role = named.annotations().getOrDefault(BundleAnnotations.ROLE, "");
    add(named.digest(), "manifest of " + role + " image " + reference);
  }

  void add(ImageEntry entry) {
    String image = entry.image().role().text() + " image " + entry.image().reference();
    for (RawManifest document : entry.documents()) {
      add(document.digest(), "manifest of " + image);
    }
    add(entry.image().manifest().config().digest(), "configuration of " + image);
    List<Descriptor> layers = entry.image().manifest().layers();
    for (int i = 0; i < layers.size(); i++) {
      add(layers.get(i).digest(), "layer " + (i + 1) + " of " + image);
    }
  }

  List<String> of(Digest digest) {
    return List.copyOf(uses.getOrDefault(digest, Set.of()));
  }

  private void add(Digest digest, String use) {
    uses.computeIfAbsent(digest, d -> new LinkedHashSet<>()).add(use);
  }
}
