package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.SetImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one image stands in a bundle.
 *
 * @param named the document that index.json names
 * @param documents all documents of the image, {@code named} the last
 * @param descriptor the image's entry in index.json
 */
public record ImageEntry(
    SetImage image, RawManifest named, List<RawManifest> documents, Descriptor descriptor) {
  public ImageEntry {
    documents = List.copyOf(documents);
  }

  /**
   * Works out how an image stands in a bundle.
   *
   * @param record the manifest that the image was pulled with, where it had to be made anew: kept
   *     as it is, though what it names is not there
   */
  public static ImageEntry of(SetImage image, Optional<RawManifest> record) {
    List<RawManifest> documents = new ArrayList<>();
    record.ifPresent(documents::add);
    RawManifest manifest = image.manifest().raw();
    RawManifest top = image.top();
    documents.add(manifest);
    boolean single = top.equals(manifest);
    RawManifest named = manifest;
    if (OciTwin.isDocker(manifest.mediaType())) {
      named = OciTwin.ofManifest(image.manifest());
      documents.add(named);
    }
    if (!single) {
      documents.add(top);
      if (named.equals(manifest) && top.mediaType().equals(MediaTypes.OCI_INDEX)) {
        named = top;
      } else {
        named = OciTwin.ofIndex(top, named, image.platform());
        documents.add(named);
      }
    }
    return new ImageEntry(
        image, named, documents.stream().distinct().toList(), descriptor(image, named, single));
  }

  /** The blobs of the image in their order: the configuration, then the layers as applied. */
  public List<Descriptor> blobs() {
    return blobs(image.manifest());
  }

  static List<Descriptor> blobs(Manifest manifest) {
    Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    blobs.put(manifest.config().digest(), manifest.config());
    manifest.layers().forEach(l -> blobs.putIfAbsent(l.digest(), l));
    return List.copyOf(blobs.values());
  }

  private static Descriptor descriptor(SetImage image, RawManifest named, boolean single) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(BundleAnnotations.ROLE, image.role().text());
    annotations.put(BundleAnnotations.REFERENCE, image.reference());
    annotations.put(BundleAnnotations.REF_NAME, image.reference());
    annotations.put(BundleAnnotations.RESOLVED_DIGEST, image.resolved().toString());
    annotations.put(BundleAnnotations.PLATFORM, image.platform().toString());
    if (!single) {
      annotations.put(
          BundleAnnotations.MANIFEST_DIGEST, image.manifest().raw().digest().toString());
    }
    image
        .pulledAs()
        .ifPresent(digest -> annotations.put(BundleAnnotations.PULLED_AS, digest.toString()));
    return new Descriptor(
        named.mediaType(),
        named.digest(),
        named.size(),
        named.isIndex() ? Optional.empty() : Optional.of(image.platform()),
        annotations);
  }
}
