package dev.bootferry.testing.install;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an OCI layout of one image, of layers that are not compressed. */
record SmallLayout(Path folder) {
  /**
   * A layer.
   *
   * @param tar the file, which stays as it is
   */
  record Layer(Path tar, Descriptor descriptor) {}

  /** Packs a folder; the same content gives the same digest. */
  static Layer pack(Path root, Path tar) throws IOException {
    var _ =
        new SystemCommandRunner()
            .run(
                Command.of(
                    "tar",
                    "--sort=name",
                    "--owner=0",
                    "--group=0",
                    "--numeric-owner",
                    "--mtime=@0",
                    "--format",
                    "pax",
                    "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
                    "-C",
                    root.toString(),
                    "-cf",
                    tar.toString(),
                    "."));
    byte[] content = Files.readAllBytes(tar);
    return new Layer(
        tar, new Descriptor(MediaTypes.OCI_LAYER, Digest.sha256(content), content.length));
  }

  /** Writes the image under this name. */
  void write(String name, String architecture, Map<String, String> labels, List<Layer> layers)
      throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    List<String> diffIds = new ArrayList<>();
    List<JsonValue> descriptors = new ArrayList<>();
    for (Layer layer : layers) {
      diffIds.add(layer.descriptor().digest().toString());
      descriptors.add(layer.descriptor().toJson());
      Files.createLink(blobs.resolve(layer.descriptor().digest().hex()), layer.tar());
    }
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", architecture)
                .put("os", "linux")
                .put("created", "2026-01-02T03:04:05Z")
                .put(
                    "config", JsonValue.object().put("Labels", JsonValue.ofStrings(labels)).build())
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put("diff_ids", JsonValue.ofStrings(diffIds))
                        .build())
                .build());
    byte[] manifest =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put("config", blob(blobs, MediaTypes.OCI_CONFIG, config))
                .put("layers", JsonValue.of(descriptors))
                .build());
    Map<String, JsonValue> entry =
        new LinkedHashMap<>(blob(blobs, MediaTypes.OCI_MANIFEST, manifest).members());
    entry.put(
        "annotations", JsonValue.ofStrings(Map.of("org.opencontainers.image.ref.name", name)));
    Files.write(
        folder.resolve("index.json"),
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("manifests", JsonValue.of(List.of(new JsonObject(entry))))
                .build()));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private static JsonObject blob(Path blobs, String mediaType, byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    Files.write(blobs.resolve(digest.hex()), content);
    return new Descriptor(mediaType, digest, content.length).toJson();
  }
}
