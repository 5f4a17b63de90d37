package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of {@value #PATH}: written last into a place kept free near the start of the tar, so
 * that a reader learns from one read where the index is and how long the tar should be.
 *
 * @param set digest of index.json, which identifies the set
 * @param volume which part this is, from 1
 * @param volumes how many parts there are
 * @param length bytes of the tar
 * @param documents offset of the header of the first manifest
 * @param indexOffset of the first byte of index.json's content
 * @param indexSize bytes of index.json
 * @param list see {@link BundlePlan#listDigest}
 */
public record BundleSlot(
    Digest set,
    long volume,
    long volumes,
    long length,
    long documents,
    long indexOffset,
    long indexSize,
    Digest list) {
  public static final String PATH = "bootferry/volume.json";

  /** Bytes, padded with spaces. */
  public static final int SIZE = 4096;

  /** Raised when a reader of the older number would read wrongly. */
  static final long VERSION = 1;

  /** The slot of a finished plan, whose last file is index.json. */
  static BundleSlot of(BundlePlan plan, long documents, Digest index) {
    PlannedFile file = plan.files().getLast();
    if (!file.path().equals(LayoutPaths.INDEX)) {
      throw new IllegalArgumentException("a finished plan ends with index.json");
    }
    return new BundleSlot(
        index, 1, 1, plan.length(), documents, file.content(), file.size(), plan.listDigest());
  }

  byte[] bytes() {
    JsonObject json =
        JsonValue.object()
            .put("bootferryBundle", VERSION)
            .put("set", set.toString())
            .put("volume", volume)
            .put("volumes", volumes)
            .put("length", length)
            .put("documents", documents)
            .put("indexOffset", indexOffset)
            .put("indexSize", indexSize)
            .put("list", list.toString())
            .build();
    byte[] text = Json.write(json);
    byte[] padded = Arrays.copyOf(text, SIZE);
    Arrays.fill(padded, text.length, SIZE, (byte) ' ');
    return padded;
  }

  /** Whether these bytes are the slot of a format later than this one. */
  static boolean isLater(byte[] bytes) {
    try {
      return Json.readObject(bytes, PATH).number("bootferryBundle").orElse(0L) > VERSION;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** Reads a slot; empty when it is damaged or of another version. */
  static Optional<BundleSlot> parse(byte[] bytes) {
    try {
      JsonObject json = Json.readObject(bytes, PATH);
      if (json.number("bootferryBundle").orElse(0L) != VERSION) {
        return Optional.empty();
      }
      return Optional.of(
          new BundleSlot(
              digest(json, "set"),
              number(json, "volume"),
              number(json, "volumes"),
              number(json, "length"),
              number(json, "documents"),
              number(json, "indexOffset"),
              number(json, "indexSize"),
              digest(json, "list")));
    } catch (ProblemException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long number(JsonObject json, String name) {
    return json.number(name)
        .filter(n -> n >= 0)
        .orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  private static Digest digest(JsonObject json, String name) {
    return Digest.parse(json.string(name).orElse(""));
  }
}
