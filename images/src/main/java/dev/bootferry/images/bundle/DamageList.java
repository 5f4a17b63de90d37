package dev.bootferry.images.bundle;

import dev.bootferry.images.bundle.BundleDamage.Kind;
import dev.bootferry.images.layout.LayoutPaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects damage from several threads. */
final class DamageList {
  private final BlobUses uses;
  private final List<BundleDamage> damages = new ArrayList<>();

  DamageList(BlobUses uses) {
    this.uses = uses;
  }

  synchronized void add(Kind kind, String path, String detail) {
    List<String> used = LayoutPaths.digest(path).map(uses::of).orElse(List.of());
    damages.add(new BundleDamage(kind, path, used, detail));
  }

  /** Sorted, so that the order does not depend on which worker was faster. */
  synchronized List<BundleDamage> all() {
    List<BundleDamage> sorted = new ArrayList<>(damages);
    sorted.sort(Comparator.comparing(BundleDamage::kind).thenComparing(BundleDamage::path));
    return sorted;
  }
}
