package dev.bootferry.mirror;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleIndex;
import dev.bootferry.images.bundle.BundlePlan;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.bundle.ImageEntry;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.mirror.compress.Compression;
import dev.bootferry.mirror.resume.UnfinishedBundle;
import dev.bootferry.mirror.transfer.Transfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the images of a set into a bundle, in the order that the format fixes: plans each one's
 * blobs behind those before, and has them copied, or compressed where they come unpacked.
 */
final class SetWriter implements AutoCloseable {
  /** Layers of the base that are looked into at once while they land. */
  private static final int SCANS = 2;

  private final UnfinishedBundle bundle;
  private final MirrorRequest request;
  private final Progress.Stage stage;
  private final Transfer transfer;
  private final UnpackedLayers unpacked;
  private final SpaceCheck space;
  private final List<ImageEntry> entries = new ArrayList<>();
  private BundlePlan plan = BundlePlan.begin();
  private long total;

  SetWriter(UnfinishedBundle bundle, MirrorRequest request, Progress progress) {
    this.bundle = bundle;
    this.request = request;
    this.stage = progress.stage("copying blobs", Progress.UNKNOWN);
    this.transfer = new Transfer(bundle, request.jobs(), stage);
    this.unpacked = new UnpackedLayers(bundle.output(), request.compression(), stage);
    this.space = new SpaceCheck(request.output(), request.folder());
  }

  /** Adds an image behind those before. Its blobs may still be landing when this returns. */
  void add(SetImage image, ImageSource source) throws IOException {
    if (isCompressed(image, source)) {
      addUnpacked(image, source);
    } else {
      addKnown(image, source);
    }
  }

  /** Reads what is in an image that was added, while it lands. */
  ImageTree scan(SetImage image) throws IOException {
    try {
      return ImageScan.scan(image, transfer.landing(), SCANS, bytes -> {});
    } catch (IOException | RuntimeException e) {
      // When a blob did not come, that is the reason, and what the reader of it said is not.
      transfer.rethrow();
      throw e;
    }
  }

  /** The blobs that were added, also while they land. */
  BlobSource landing() {
    return transfer.landing();
  }

  /** Waits for all blobs. */
  BundleIndex.Finished finish() throws IOException {
    transfer.finish();
    return BundleIndex.finish(plan, entries);
  }

  ImageSet set() {
    List<SetImage> images = entries.stream().map(ImageEntry::image).toList();
    return new ImageSet(images.getFirst(), images.subList(1, images.size()));
  }

  /** What is compressed anew loses its digest, so a unit that names one keeps what it names. */
  private boolean isCompressed(SetImage image, ImageSource source) {
    boolean byDigest =
        image.role() == Role.BOUND && ImageName.parse(image.reference()).digest().isPresent();
    return source.layersUnpacked() && request.compression() != Compression.NONE && !byDigest;
  }

  private void addKnown(SetImage image, ImageSource source) throws IOException {
    ImageEntry entry = ImageEntry.of(image, source.pulledManifest());
    add(entry.blobs(), source, source.name());
    entries.add(entry);
  }

  private void add(List<Descriptor> blobs, BlobSource source, String name) throws IOException {
    BundlePlan before = plan;
    plan = plan.withBlobs(blobs);
    List<PlannedFile> added = plan.files().subList(before.files().size(), plan.files().size());
    space.require(plan, bundle.leftovers());
    bundle.leftovers().settle(added);
    total += added.stream().mapToLong(PlannedFile::size).sum();
    stage.total(total);
    for (Descriptor blob : blobs) {
      PlannedFile file = plan.blob(blob.digest()).orElseThrow();
      if (added.contains(file)) {
        transfer.add(file, blob, source, name);
      }
    }
  }

  /** Compresses layer after layer: where each lies follows from the lengths of those before. */
  private void addUnpacked(SetImage image, ImageSource source) throws IOException {
    add(List.of(image.manifest().config()), source, source.name());
    List<Descriptor> compressed = new ArrayList<>();
    total += image.layerBytes();
    stage.total(total);
    for (Descriptor layer : image.manifest().layers()) {
      UnpackedLayers.Packed packed = unpacked.pack(layer, source, plan);
      plan = packed.plan();
      compressed.add(packed.layer());
    }
    SetImage packed = RepackedImage.of(image, compressed);
    entries.add(ImageEntry.of(packed, source.pulledManifest()));
  }

  @Override
  public void close() throws IOException {
    try {
      transfer.close();
    } finally {
      unpacked.close();
      stage.close();
    }
  }
}
