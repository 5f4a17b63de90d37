package dev.bootferry.testing.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.testing.mirror.PackedLayer.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OCI image in memory, to be written in the form that keeps the bytes of all kinds. */
record OciImage(String architecture, Map<String, String> labels, List<PackedLayer> layers) {
  OciImage {
    labels = Map.copyOf(labels);
    layers = List.copyOf(layers);
  }

  /** An application of these layers for this machine. */
  static OciImage of(Packing packing, byte[]... tars) {
    List<PackedLayer> layers = new ArrayList<>();
    for (byte[] tar : tars) {
      layers.add(PackedLayer.of(tar, packing));
    }
    return new OciImage(Platform.host().architecture(), Map.of(), layers);
  }

  OciImage forArchitecture(String name) {
    return new OciImage(name, labels, layers);
  }

  OciImage withLabels(Map<String, String> newLabels) {
    return new OciImage(architecture, newLabels, layers);
  }

  /** The same with more layers on top. */
  OciImage with(List<PackedLayer> more) {
    List<PackedLayer> all = new ArrayList<>(layers);
    all.addAll(more);
    return new OciImage(architecture, labels, all);
  }

  private byte[] config() {
    List<String> diffIds = layers.stream().map(l -> l.diffId().toString()).toList();
    return Json.write(
        JsonValue.object()
            .put("architecture", architecture)
            .put("os", "linux")
            .put("created", "2026-01-02T03:04:05Z")
            .put("config", JsonValue.object().put("Labels", JsonValue.ofStrings(labels)).build())
            .put(
                "rootfs",
                JsonValue.object()
                    .put("type", "layers")
                    .put("diff_ids", JsonValue.ofStrings(diffIds))
                    .build())
            .build());
  }

  /** The exact bytes of the manifest. */
  byte[] manifest() {
    byte[] config = config();
    Descriptor descriptor =
        new Descriptor(MediaTypes.OCI_CONFIG, Digest.sha256(config), config.length);
    return Json.write(
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", descriptor.toJson())
            .put(
                "layers",
                JsonValue.of(layers.stream().map(layer -> layer.descriptor().toJson()).toList()))
            .build());
  }

  Digest digest() {
    return Digest.sha256(manifest());
  }

  Digest configDigest() {
    return Digest.sha256(config());
  }

  /** Writes it as skopeo's {@code dir:} has it. */
  Path write(Path folder) throws IOException {
    writeBlobs(Files.createDirectories(folder));
    Files.write(folder.resolve("manifest.json"), manifest());
    return folder;
  }

  private void writeBlobs(Path folder) throws IOException {
    Files.writeString(folder.resolve("version"), "Directory Transport Version: 1.1\n");
    byte[] config = config();
    Files.write(folder.resolve(Digest.sha256(config).hex()), config);
    for (PackedLayer layer : layers) {
      Files.write(folder.resolve(layer.descriptor().digest().hex()), layer.content());
    }
  }

  /** Writes one index over images for several architectures, in the same form. */
  static Path writeIndex(Path folder, List<OciImage> images) throws IOException {
    Files.createDirectories(folder);
    List<JsonObject> children = new ArrayList<>();
    for (OciImage image : images) {
      byte[] manifest = image.manifest();
      Digest digest = Digest.sha256(manifest);
      image.writeBlobs(folder);
      Files.write(folder.resolve(digest.hex() + ".manifest.json"), manifest);
      Platform platform = new Platform("linux", image.architecture());
      children.add(
          new Descriptor(
                  MediaTypes.OCI_MANIFEST,
                  digest,
                  manifest.length,
                  Optional.of(platform),
                  Map.of("org.example.kept", "as it came"))
              .toJson());
    }
    Files.write(
        folder.resolve("manifest.json"),
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", JsonValue.of(children))
                .build()));
    return folder;
  }
}
