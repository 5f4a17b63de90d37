package dev.bootferry.images.model;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * Names content: what it is, how long, and its digest (OCI image specification, "Content
 * Descriptors").
 *
 * @param size bytes, never negative
 * @param platform present in indexes only
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Map<String, String> annotations) {
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("a descriptor's size is never negative: " + size);
    }
    annotations = Map.copyOf(annotations);
  }

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), Map.of());
  }

  /** Members in a fixed order, annotations sorted, so that equal descriptors give equal bytes. */
  public JsonObject toJson() {
    JsonValue.ObjectBuilder builder =
        JsonValue.object()
            .put("mediaType", mediaType)
            .put("digest", digest.toString())
            .put("size", size);
    platform.ifPresent(p -> builder.put("platform", p.toJson()));
    if (!annotations.isEmpty()) {
      builder.put("annotations", JsonValue.ofStrings(new java.util.TreeMap<>(annotations)));
    }
    return builder.build();
  }

  /**
   * Reads a descriptor.
   *
   * @throws IllegalArgumentException when a required member is missing or wrong
   */
  public static Descriptor fromJson(JsonObject json) {
    String mediaType =
        json.string("mediaType")
            .orElseThrow(() -> new IllegalArgumentException("a descriptor without mediaType"));
    Digest digest =
        Digest.parse(
            json.string("digest")
                .orElseThrow(() -> new IllegalArgumentException("a descriptor without digest")));
    long size =
        json.number("size")
            .orElseThrow(() -> new IllegalArgumentException("a descriptor without size"));
    Optional<Platform> platform =
        json.get("platform").isPresent()
            ? Optional.of(Platform.fromJson(json.object("platform")))
            : Optional.empty();
    return new Descriptor(mediaType, digest, size, platform, json.strings("annotations"));
  }
}
