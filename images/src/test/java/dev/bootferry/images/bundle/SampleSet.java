package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.images.bundle.BundleOutput.BlobTarget;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A set of small images made from a seed: equal seeds give equal bytes. */
final class SampleSet {
  static final Platform AMD64 = new Platform("linux", "amd64");
  static final String BASE = "127.0.0.1:5000/os:v1";
  static final String APP = "127.0.0.1:5000/app:v1";
  static final String INDEXED =
      "quay.io/org/tool@sha256:3c1f0d5a7e9b2468ace013579bdf0246"
          + "8ace13579bdf02468ace13579bdf0123";
  static final String SCHEMA2 = "quay.io/org/old:2";

  private final Random random;
  final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  final List<ImageEntry> entries = new ArrayList<>();

  private SampleSet(long seed) {
    this.random = new Random(seed);
  }

  /** A base, an image that shares a layer with it, one by index, one in Docker's schema 2. */
  static SampleSet of(long seed) {
    SampleSet set = new SampleSet(seed);
    Descriptor shared = set.layer(70_000, false);
    set.add(Role.BASE, BASE, List.of(set.layer(200_001, false), shared), false, false);
    set.add(Role.BOUND, APP, List.of(shared, set.layer(512, false)), false, false);
    set.add(Role.BOUND, SCHEMA2, List.of(set.layer(1, true)), true, true);
    set.add(Role.BOUND, INDEXED, List.of(set.layer(1023, false)), false, true);
    return set;
  }

  /** A base alone. */
  static SampleSet baseOnly(long seed) {
    SampleSet set = new SampleSet(seed);
    set.add(Role.BASE, BASE, List.of(set.layer(3000, false)), false, false);
    return set;
  }

  BundleIndex.Finished finished() {
    return BundleIndex.finish(BundleIndex.blobs(entries), entries);
  }

  /** Writes the bundle; a path whose name ends in {@code .tar} becomes a tar. */
  Path write(Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    BundleIndex.Finished finished = finished();
    try (BundleOutput output =
        target.toString().endsWith(".tar")
            ? TarOutput.open(partial, target)
            : FolderOutput.open(partial, target, false)) {
      for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
        PlannedFile file = finished.plan().blob(blob.getKey()).orElseThrow();
        try (BlobTarget place = output.blob(file)) {
          BundleOutput.writeFully(
              place.channel(), ByteBuffer.wrap(blob.getValue()), place.offset());
          place.commit();
        }
      }
      output.publish(finished);
    }
    return target;
  }

  private void add(
      Role role, String reference, List<Descriptor> layers, boolean docker, boolean indexed) {
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", "amd64")
                .put("os", "linux")
                .put("config", JsonValue.object().build())
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put(
                            "diff_ids",
                            JsonValue.ofStrings(
                                layers.stream().map(l -> l.digest().toString()).toList()))
                        .build())
                .put("created", "2026-01-0" + (1 + entries.size()) + "T00:00:00Z")
                .build());
    Descriptor configDescriptor =
        blob(docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, config);
    String type = docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
    RawManifest raw =
        new RawManifest(
            type,
            Json.pretty(
                    JsonValue.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", type)
                        .put("config", configDescriptor.toJson())
                        .put(
                            "layers",
                            JsonValue.of(layers.stream().map(Descriptor::toJson).toList()))
                        .build())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    entries.add(
        ImageEntry.of(
            new SetImage(
                role,
                reference,
                indexed ? index(raw, docker) : raw,
                Manifest.parse(raw, reference),
                ImageConfig.parse(config, reference),
                AMD64,
                Optional.empty()),
            Optional.empty()));
  }

  private static RawManifest index(RawManifest manifest, boolean docker) {
    Descriptor other =
        new Descriptor(
            manifest.mediaType(),
            Digest.sha256(new byte[] {1}),
            7,
            Optional.of(new Platform("linux", "arm64")),
            Map.of());
    Descriptor child =
        new Descriptor(
            manifest.mediaType(), manifest.digest(), manifest.size(), Optional.of(AMD64), Map.of());
    String type = docker ? MediaTypes.DOCKER_INDEX : MediaTypes.OCI_INDEX;
    return new RawManifest(
        type,
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", type)
                .put("manifests", JsonValue.of(List.of(other.toJson(), child.toJson())))
                .build()));
  }

  private Descriptor layer(int size, boolean docker) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return blob(docker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER, content);
  }

  private Descriptor blob(String type, byte[] content) {
    Digest digest = Digest.sha256(content);
    blobs.put(digest, content);
    return new Descriptor(type, digest, content.length);
  }
}
