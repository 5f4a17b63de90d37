package dev.bootferry.installer.preflight;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges what is in a set, after every layer of it has been read and verified. Writes nothing. */
public final class Surveyor {
  /** Layers at once: decompressing and hashing keep a core busy each. */
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Progress progress;

  public Surveyor(Progress progress) {
    this.progress = progress;
  }

  /**
   * Surveys a set. The base's layers have been read when it was opened; those of the bound images
   * are read now, verified on the way.
   *
   * @param withBound whether the bound images are wanted, and so must be whole
   * @throws dev.bootferry.core.problem.ProblemException whatever makes the set unfit: {@code
   *     not-bootable}, {@code kernel-count}, {@code architecture-mismatch}, damaged blobs
   */
  public Survey survey(OpenedSet open, boolean withBound) throws IOException {
    SetImage base = open.set().base();
    ImageFacts.requirePlatform(base, Platform.host());
    ImageFacts facts = ImageFacts.of(base, open.tree());
    List<SetImage> bound = withBound ? open.set().bound() : List.of();
    long total = bound.stream().mapToLong(SetImage::layerBytes).sum();
    Map<SetImage, ImageTree> trees = new LinkedHashMap<>();
    try (Progress.Stage stage = progress.stage("checking bound images", total)) {
      for (SetImage image : bound) {
        ImageFacts.requirePlatform(image, Platform.host());
        trees.put(image, ImageScan.scan(image, open.blobs(image), JOBS, stage));
      }
    }
    return new Survey(open.tree(), facts, open.findings(), trees);
  }
}
