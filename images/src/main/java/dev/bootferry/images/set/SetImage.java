package dev.bootferry.images.set;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import java.util.Optional;

/**
 * One image of a set, for one platform, pinned.
 *
 * @param reference as the unit spells it, or for the base as the user named it without transport:
 *     the name by which it will be tracked and stored
 * @param top what the reference resolved to: the manifest itself, or an index
 * @param manifest the manifest for the platform; its raw bytes equal {@code top} where there is no
 *     index
 * @param config parsed; its digest is in the manifest
 * @param pulledAs digest of the manifest it was once pulled with, where layers had to be made anew
 */
public record SetImage(
    Role role,
    String reference,
    RawManifest top,
    Manifest manifest,
    ImageConfig config,
    Platform platform,
    Optional<Digest> pulledAs) {

  /** What the reference resolved to. */
  public Digest resolved() {
    return top.digest();
  }

  /** Compressed bytes of all layers, as the manifest states them. */
  public long layerBytes() {
    return manifest.layers().stream().mapToLong(l -> l.size()).sum();
  }
}
