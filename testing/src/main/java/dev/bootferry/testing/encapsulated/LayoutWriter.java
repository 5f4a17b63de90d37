package dev.bootferry.testing.encapsulated;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes an OCI layout, whose images may share layers. */
final class LayoutWriter {
  private final Path folder;
  private final List<JsonValue> images = new ArrayList<>();

  LayoutWriter(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("blobs/sha256"));
  }

  /** Writes the entries of one layer. */
  @FunctionalInterface
  interface Content {
    void write(TarWriter tar) throws IOException;
  }

  /** A layer of the layout. */
  record Layer(Descriptor descriptor, Digest diffId) {}

  Layer layer(Content content) throws IOException {
    Path temporary = folder.resolve("layer.tmp");
    MessageDigest packed = Digest.newSha256();
    MessageDigest plain = Digest.newSha256();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
        OutputStream hashed = new DigestOutputStream(file, packed);
        OutputStream gzip = new QuickGzip(hashed);
        OutputStream out = new DigestOutputStream(gzip, plain);
        TarWriter tar = new TarWriter(out)) {
      content.write(tar);
    }
    Digest digest = Digest.ofSha256(packed.digest());
    Layer layer =
        new Layer(
            new Descriptor(MediaTypes.OCI_LAYER_GZIP, digest, Files.size(temporary)),
            Digest.ofSha256(plain.digest()));
    Files.move(temporary, blob(digest), StandardCopyOption.REPLACE_EXISTING);
    return layer;
  }

  /** The size on the disk is of no interest here. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  void image(String tag, Map<String, String> labels, List<Layer> layers) throws IOException {
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", Platform.host().architecture())
                .put("os", "linux")
                .put("created", "2026-01-02T03:04:05Z")
                .put(
                    "config", JsonValue.object().put("Labels", JsonValue.ofStrings(labels)).build())
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put("diff_ids", JsonValue.of(diffIds(layers)))
                        .build())
                .build());
    byte[] manifest =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put("config", put(MediaTypes.OCI_CONFIG, config))
                .put("layers", JsonValue.of(descriptors(layers)))
                .put("annotations", JsonValue.ofStrings(labels))
                .build());
    images.add(
        JsonValue.object()
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("digest", Digest.sha256(manifest).toString())
            .put("size", manifest.length)
            .put(
                "annotations",
                JsonValue.ofStrings(Map.of("org.opencontainers.image.ref.name", tag)))
            .build());
    put(MediaTypes.OCI_MANIFEST, manifest);
    Files.write(
        folder.resolve("index.json"),
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("manifests", JsonValue.of(images))
                .build()));
    Files.write(
        folder.resolve("oci-layout"),
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII));
  }

  private static List<JsonValue> diffIds(List<Layer> layers) {
    List<JsonValue> values = new ArrayList<>();
    layers.forEach(layer -> values.add(JsonValue.of(layer.diffId().toString())));
    return values;
  }

  private static List<JsonValue> descriptors(List<Layer> layers) {
    List<JsonValue> values = new ArrayList<>();
    layers.forEach(layer -> values.add(layer.descriptor().toJson()));
    return values;
  }

  private JsonObject put(String type, byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    Files.write(blob(digest), content);
    return new Descriptor(type, digest, content.length).toJson();
  }

  private Path blob(Digest digest) {
    return folder.resolve("blobs/sha256").resolve(digest.hex());
  }
}
