package dev.bootferry.images.opening;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The documents by which a unit's digest leads to an image of a container storage. The storage
 * keeps what an image was pulled as, though the compressed layers that this names are gone: a
 * storage that is given the same documents honours the digest as this one does.
 *
 * @param manifest over the configuration that the image has
 * @param top what the digest names: the manifest, or the index that it is in
 */
public record PulledRecord(RawManifest manifest, RawManifest top) {
  /**
   * Finds it. The documents' digests have been computed; that the layers are the right ones the
   * configuration says, whose digest the manifest states and whose diff-ids are computed when the
   * layers are read.
   *
   * @return empty when the reference has no digest, or the digest is the image's own, or the place
   *     keeps nothing by which it could be honoured
   */
  public static Optional<PulledRecord> of(SetImage image, BlobSource source) throws IOException {
    Optional<Digest> digest = ImageName.parse(image.reference()).digest();
    if (digest.isEmpty() || isOwn(image, digest.get())) {
      return Optional.empty();
    }
    Optional<RawManifest> top = source.record(digest.get());
    Optional<RawManifest> manifest = top;
    if (top.isPresent() && top.get().isIndex()) {
      Optional<Descriptor> child =
          ImageIndex.parse(top.get(), image.reference()).forPlatform(image.platform());
      manifest = child.isPresent() ? source.record(child.get().digest()) : Optional.empty();
    }
    return manifest.filter(m -> isOver(m, image)).map(m -> new PulledRecord(m, top.orElseThrow()));
  }

  /** Whether the digest names the image as it is here. */
  static boolean isOwn(SetImage image, Digest digest) {
    return digest.equals(image.resolved()) || digest.equals(image.manifest().raw().digest());
  }

  /** Both, or the one when they are the same. */
  public List<RawManifest> documents() {
    return top.equals(manifest) ? List.of(manifest) : List.of(manifest, top);
  }

  private static boolean isOver(RawManifest raw, SetImage image) {
    Manifest manifest = Manifest.parse(raw, image.reference());
    return manifest.config().digest().equals(image.manifest().config().digest())
        && manifest.layers().size() == image.config().diffIds().size();
  }
}
