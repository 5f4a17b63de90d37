package dev.bootferry.installer.preflight;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.UnitReader;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.bound.UsabilityReview;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and verifies every layer of a set, and judges what is in them. Writes nothing. */
public final class Surveyor {
  /** Layers at once: decompressing and hashing keep a core busy each. */
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Progress progress;

  public Surveyor(Progress progress) {
    this.progress = progress;
  }

  /**
   * Surveys a set.
   *
   * @param withBound whether the bound images are wanted, and so must be there and whole
   * @throws dev.bootferry.core.problem.ProblemException whatever makes the set unfit: {@code
   *     not-bootable}, {@code kernel-count}, {@code architecture-mismatch}, damaged blobs, {@code
   *     bundle-not-closed} when a bound image is missing
   */
  public Survey survey(OpenSet open, boolean withBound) throws IOException {
    SetImage base = open.set().base();
    ImageFacts.requireBootableLabel(base);
    ImageFacts.requirePlatform(base, Platform.host());
    List<SetImage> bound = withBound ? open.set().bound() : List.of();
    long total = base.layerBytes() + bound.stream().mapToLong(SetImage::layerBytes).sum();
    try (Progress.Stage stage = progress.stage("checking " + open.name(), total)) {
      ImageTree tree = ImageScan.scan(base, open.blobs(base), JOBS, stage);
      ImageFacts facts = ImageFacts.of(base, tree);
      UnitReader reader = path -> tree.readFile(path, open.blobs(base), base);
      BoundImages units = BoundImages.discover(tree, reader);
      requireClosed(open, units);
      List<UsabilityFinding> findings = UsabilityReview.review(tree, reader, units);
      Map<SetImage, ImageTree> trees = new LinkedHashMap<>();
      for (SetImage image : bound) {
        ImageFacts.requirePlatform(image, Platform.host());
        trees.put(image, ImageScan.scan(image, open.blobs(image), JOBS, stage));
      }
      return new Survey(tree, facts, units, findings, trees);
    }
  }

  private static void requireClosed(OpenSet open, BoundImages units) {
    List<String> held = open.set().bound().stream().map(SetImage::reference).toList();
    List<String> missing = units.references().stream().filter(r -> !held.contains(r)).toList();
    if (!missing.isEmpty()) {
      throw new Problem(
              ImagesProblem.BUNDLE_NOT_CLOSED,
              "use " + open.name(),
              "the operating system binds images that are not in it: " + String.join(", ", missing),
              "Make the bundle again with bootferry mirror create; or give --bound-images skip to"
                  + " install without them.")
          .exception();
    }
  }
}
