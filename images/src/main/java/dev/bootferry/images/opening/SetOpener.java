package dev.bootferry.images.opening;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.UnitReader;
import dev.bootferry.images.bound.UsabilityReview;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.LayerMemory;
import java.io.IOException;
import java.util.List;

/** Opens the set to install or upgrade to, whatever kind of place it is in. No network is used. */
public final class SetOpener {
  private final SourceOpener opener;
  private final Platform platform;
  private final int jobs;
  private final Progress progress;
  private final LayerMemory memory;

  /**
   * @param platform of the machine
   * @param jobs layers of the base read at once
   */
  public SetOpener(SourceOpener opener, Platform platform, int jobs, Progress progress) {
    this(opener, platform, jobs, progress, LayerMemory.NOTHING);
  }

  /**
   * @param platform of the machine
   * @param jobs layers of the base read at once
   * @param memory of layers that are on the machine already, and so need not be read
   */
  public SetOpener(
      SourceOpener opener, Platform platform, int jobs, Progress progress, LayerMemory memory) {
    this.opener = opener;
    this.platform = platform;
    this.jobs = jobs;
    this.progress = progress;
    this.memory = memory;
  }

  /**
   * Opens a set. The base's layers are read once, to verify them and to find what it binds, unless
   * they are remembered; blobs of bound images are not read.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code source-not-found}, {@code
   *     reference-unknown}, {@code not-bootable}, {@code architecture-mismatch}, {@code
   *     bound-entry-invalid}, {@code bound-unit-invalid}, {@code bound-images-missing} with all
   *     that are missing, {@code bound-digest-lost}, {@code bundle-not-closed}, and what damaged
   *     content makes of the layers
   */
  public OpenedSet openForInstall(SourceReference reference) throws IOException {
    return reference instanceof Bundle bundle ? bundle(bundle) : sources(reference);
  }

  private OpenedSet bundle(Bundle reference) throws IOException {
    BundleSet set = BundleSet.open(reference.path());
    try {
      SetImage base = set.set().base();
      ImageFacts.requirePlatform(base, platform);
      Found found = find(base, set.blobs(base));
      List<String> present = set.set().bound().stream().map(SetImage::reference).toList();
      List<String> missing =
          found.bound.references().stream().filter(r -> !present.contains(r)).toList();
      if (!missing.isEmpty()) {
        throw new Problem(
                ImagesProblem.BUNDLE_NOT_CLOSED,
                "use bundle " + set.name(),
                "its base binds images that are not in it: " + String.join(", ", missing),
                "Make the bundle again with 'bootferry mirror create'.")
            .exception();
      }
      return found.opened(set, base);
    } catch (IOException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  private OpenedSet sources(SourceReference reference) throws IOException {
    ImageSource source = opener.open(reference);
    try {
      SetImage base =
          ImageResolver.resolve(source, Role.BASE, reference.withoutTransport(), platform);
      Found found = find(base, source);
      BoundSources bound = BoundSources.openForStore(reference, found.bound, opener, platform);
      return found.opened(new SourceSet(base, source, bound), base);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private Found find(SetImage base, BlobSource blobs) throws IOException {
    ImageFacts.requireBootableLabel(base);
    try (Progress.Stage stage = progress.stage("reading " + base.reference(), base.layerBytes())) {
      ImageTree tree = ImageScan.scanUnknown(base, blobs, jobs, stage, memory);
      return new Found(tree, BoundImages.discover(tree, UnitReader.of(tree, blobs, base)));
    }
  }

  private record Found(ImageTree tree, BoundImages bound) {
    OpenedSet opened(OpenSet set, SetImage base) throws IOException {
      UnitReader reader = UnitReader.of(tree, set.blobs(base), base);
      return new OpenedSet(set, tree, bound, UsabilityReview.review(tree, reader, bound));
    }
  }
}
