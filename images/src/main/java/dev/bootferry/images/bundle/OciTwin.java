package dev.bootferry.images.bundle;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OCI documents over what a Docker document names. Tools refuse Docker's schema 2 in an OCI layout,
 * so that a layout names the twin; the twin's {@code subject} is the Docker document, whose exact
 * bytes, and so its digest, are kept beside it. Equal input gives equal bytes.
 */
final class OciTwin {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          MediaTypes.DOCKER_CONFIG,
          MediaTypes.OCI_CONFIG,
          MediaTypes.DOCKER_LAYER,
          MediaTypes.OCI_LAYER,
          MediaTypes.DOCKER_LAYER_GZIP,
          MediaTypes.OCI_LAYER_GZIP,
          MediaTypes.DOCKER_LAYER + ".zstd",
          MediaTypes.OCI_LAYER_ZSTD);

  private OciTwin() {}

  static boolean isDocker(String mediaType) {
    return mediaType.equals(MediaTypes.DOCKER_MANIFEST)
        || mediaType.equals(MediaTypes.DOCKER_INDEX);
  }

  /** An OCI manifest over the same config and layers. */
  static RawManifest ofManifest(Manifest docker) {
    List<JsonObject> layers = docker.layers().stream().map(l -> oci(l).toJson()).toList();
    JsonObject json =
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", oci(docker.config()).toJson())
            .put("layers", JsonValue.of(layers))
            .put("subject", docker.raw().descriptor().toJson())
            .build();
    return new RawManifest(MediaTypes.OCI_MANIFEST, Json.write(json));
  }

  /** An OCI index that names one manifest only, that of the platform, in place of another index. */
  static RawManifest ofIndex(RawManifest index, RawManifest manifest, Platform platform) {
    Descriptor child = manifest.descriptor();
    Descriptor named =
        new Descriptor(
            child.mediaType(), child.digest(), child.size(), Optional.of(platform), Map.of());
    JsonObject json =
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .put("manifests", JsonValue.of(List.of(named.toJson())))
            .put("subject", index.descriptor().toJson())
            .build();
    return new RawManifest(MediaTypes.OCI_INDEX, Json.write(json));
  }

  /** What a twin stands for; empty when the document names no subject. */
  static Optional<Descriptor> subject(RawManifest document, String source) {
    JsonObject json = Json.readObject(document.bytes(), source);
    return json.get("subject").isPresent()
        ? Optional.of(Descriptor.fromJson(json.object("subject")))
        : Optional.empty();
  }

  private static Descriptor oci(Descriptor docker) {
    return new Descriptor(
        MEDIA_TYPES.getOrDefault(docker.mediaType(), docker.mediaType()),
        docker.digest(),
        docker.size());
  }
}
