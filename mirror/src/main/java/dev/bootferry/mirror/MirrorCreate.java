package dev.bootferry.mirror;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.UnitReader;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.bound.UsabilityReview;
import dev.bootferry.images.bundle.BundleIndex;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.opening.BoundSources;
import dev.bootferry.images.opening.ImageResolver;
import dev.bootferry.images.opening.SourceOpener;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.mirror.resume.UnfinishedBundle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;

/**
 * Makes a bundle: copies a base image, finds in it, while it is being copied, which images it
 * binds, and copies those.
 */
public final class MirrorCreate {
  private final SourceOpener opener;
  private final Progress progress;

  /**
   * Does nothing yet.
   *
   * @param opener for the base, and for what it binds
   */
  public MirrorCreate(SourceOpener opener, Progress progress) {
    this.opener = opener;
    this.progress = progress;
  }

  /**
   * Makes the bundle. Until all is right it has not its name; after a failure what has been copied
   * lies beside it, and the same call goes on with that.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code output-exists}, {@code
   *     output-locked}, {@code no-space}, {@code file-too-large}, {@code not-bootable}, {@code
   *     kernel-count}, {@code architecture-mismatch}, {@code platform-missing}, {@code
   *     bound-entry-invalid}, {@code bound-unit-invalid}, {@code bound-images-missing}, {@code
   *     bound-digest-lost}, {@code bound-not-usable} when strict, {@code blob-digest-mismatch},
   *     {@code blob-size-mismatch}, {@code interrupted}, and the sources' own
   */
  public MirrorResult create(MirrorRequest request) throws IOException {
    try {
      UnfinishedBundle.check(request.output(), request.folder(), request.overwrite());
      BaseReference named = BaseReference.of(request.base());
      try (ImageSource source = opener.open(named.place())) {
        SetImage base =
            ImageResolver.resolve(source, Role.BASE, named.recorded(), request.platform());
        ImageFacts.requireBootableLabel(base);
        return create(request, named, source, base);
      }
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw new Problem(
              CoreProblem.INTERRUPTED,
              "finish " + request.output(),
              "it was interrupted",
              "Run the same command again: it goes on where this one ended.")
          .exception(e);
    }
  }

  private MirrorResult create(
      MirrorRequest request, BaseReference named, ImageSource source, SetImage base)
      throws IOException {
    progress.note(base.reference() + " is " + base.resolved());
    if (source.layersUnpacked()) {
      // Reading what is in it costs little there, so that all is checked before anything is
      // written.
      ImageTree tree = UnpackedLayers.scan(base, source);
      try (Bound bound = find(request, named, base, tree, source);
          UnfinishedBundle bundle = open(request);
          SetWriter writer = new SetWriter(bundle, request, progress)) {
        writer.add(base, source);
        return finish(request, bound, bundle, writer);
      }
    }
    try (UnfinishedBundle bundle = open(request);
        SetWriter writer = new SetWriter(bundle, request, progress)) {
      writer.add(base, source);
      ImageTree tree = writer.scan(base);
      try (Bound bound = find(request, named, base, tree, writer.landing())) {
        return finish(request, bound, bundle, writer);
      }
    }
  }

  private UnfinishedBundle open(MirrorRequest request) throws IOException {
    UnfinishedBundle bundle =
        UnfinishedBundle.open(request.output(), request.folder(), request.overwrite());
    if (!bundle.leftovers().isEmpty()) {
      progress.note("going on with what an earlier run left of " + request.output());
    }
    return bundle;
  }

  /** What the base binds, and where that is. */
  private record Bound(BoundSources sources, List<UsabilityFinding> findings)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      sources.close();
    }
  }

  private Bound find(
      MirrorRequest request, BaseReference named, SetImage base, ImageTree tree, BlobSource layers)
      throws IOException {
    ImageFacts facts = ImageFacts.of(base, tree);
    progress.note("kernel " + facts.kernelVersion());
    UnitReader units = UnitReader.of(tree, layers, base);
    BoundImages bound = BoundImages.discover(tree, units);
    List<UsabilityFinding> findings = UsabilityReview.review(tree, units, bound);
    if (request.strict()) {
      UsabilityReview.refuse(findings, base.reference());
    }
    BoundSources sources = BoundSources.open(named.place(), bound, opener, request.platform());
    for (SetImage image : sources.images()) {
      progress.note("bound: " + image.reference() + " is " + image.resolved());
    }
    return new Bound(sources, findings);
  }

  private static MirrorResult finish(
      MirrorRequest request, Bound bound, UnfinishedBundle bundle, SetWriter writer)
      throws IOException {
    for (SetImage image : bound.sources().images()) {
      writer.add(image, bound.sources().source(image));
    }
    BundleIndex.Finished finished = writer.finish();
    bundle.publish(finished);
    return new MirrorResult(
        request.output(),
        finished.slot().set(),
        writer.set(),
        finished.plan().length(),
        bound.findings());
  }
}
