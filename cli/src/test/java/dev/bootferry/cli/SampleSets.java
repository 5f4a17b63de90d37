package dev.bootferry.cli;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Sets whose digests never change, so that tests can spell them out. */
final class SampleSets {
  private static final Descriptor SHARED = layer("shared", 2 << 20);

  private SampleSets() {}

  /** A base and two bound images, one of which shares a layer with the base. */
  static ImageSet operatingSystem() {
    return new ImageSet(
        image(Role.BASE, "quay.io/site/os:1", List.of(layer("os", 300 << 20), SHARED)),
        List.of(
            image(Role.BOUND, "quay.io/site/app:latest", List.of(SHARED, layer("app", 4096))),
            image(Role.BOUND, "quay.io/site/tool:2", List.of(layer("tool", 100)))));
  }

  private static SetImage image(Role role, String reference, List<Descriptor> layers) {
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", "amd64")
                .put("os", "linux")
                .put("created", "2026-01-02T03:04:05Z")
                .put(
                    "config",
                    JsonValue.object()
                        .put(
                            "Labels",
                            JsonValue.object()
                                .put("version", reference.replaceFirst(".*:", ""))
                                .build())
                        .build())
                .build());
    RawManifest raw =
        new RawManifest(
            MediaTypes.OCI_MANIFEST,
            Json.write(
                JsonValue.object()
                    .put("schemaVersion", 2)
                    .put(
                        "config",
                        new Descriptor(MediaTypes.OCI_CONFIG, Digest.sha256(config), config.length)
                            .toJson())
                    .put("layers", JsonValue.of(layers.stream().map(Descriptor::toJson).toList()))
                    .build()));
    return new SetImage(
        role,
        reference,
        raw,
        Manifest.parse(raw, reference),
        ImageConfig.parse(config, reference),
        new Platform("linux", "amd64"),
        Optional.empty());
  }

  private static Descriptor layer(String seed, long size) {
    return new Descriptor(
        MediaTypes.OCI_LAYER_GZIP, Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)), size);
  }
}
