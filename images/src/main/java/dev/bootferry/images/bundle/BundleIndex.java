package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What ends a bundle: the documents of its images, and the index that names them. */
public final class BundleIndex {
  private BundleIndex() {}

  /** The bytes of index.json for these images, the base first. */
  public static byte[] bytes(List<ImageEntry> images) {
    List<JsonObject> manifests = images.stream().map(i -> i.descriptor().toJson()).toList();
    return Json.write(
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .put("manifests", JsonValue.of(manifests))
            .build());
  }

  /** Reads index.json. */
  static List<Descriptor> read(byte[] bytes, String source) {
    return ImageIndex.parse(new RawManifest(MediaTypes.OCI_INDEX, bytes), source).manifests();
  }

  /**
   * The plan of a whole bundle.
   *
   * @param plan with the blobs of all images
   */
  public static Finished finish(BundlePlan plan, List<ImageEntry> images) {
    Map<String, byte[]> tail = new LinkedHashMap<>();
    BundlePlan finished = plan;
    for (ImageEntry image : images) {
      for (RawManifest document : image.documents()) {
        String path = LayoutPaths.blob(document.digest());
        if (finished.file(path).isEmpty()) {
          tail.put(path, document.bytes());
          finished = finished.with(path, document.size());
        }
      }
    }
    byte[] index = bytes(images);
    tail.put(LayoutPaths.INDEX, index);
    finished = finished.with(LayoutPaths.INDEX, index.length);
    BundleSlot slot = BundleSlot.of(finished, plan.end(), Digest.sha256(index));
    return new Finished(finished, slot, tail);
  }

  /** The plan of all blobs of these images, in the order that the format fixes. */
  public static BundlePlan blobs(List<ImageEntry> images) {
    List<Descriptor> blobs = new ArrayList<>();
    images.forEach(i -> blobs.addAll(i.blobs()));
    return BundlePlan.begin().withBlobs(blobs);
  }

  /**
   * A bundle whose every byte is settled but the blobs'.
   *
   * @param tail documents and index.json by path, in their order
   */
  public record Finished(BundlePlan plan, BundleSlot slot, Map<String, byte[]> tail) {
    /** The bytes of index.json. */
    byte[] index() {
      return Objects.requireNonNull(tail.get(LayoutPaths.INDEX));
    }
  }
}
