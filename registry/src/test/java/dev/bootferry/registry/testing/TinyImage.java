package dev.bootferry.registry.testing;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * A small image, or several of them in an index: documents and blobs, whole in memory.
 *
 * @param top what a reference names
 * @param documents others: the children of an index
 * @param blobs configurations and layers
 */
public record TinyImage(RawManifest top, List<RawManifest> documents, Map<Digest, byte[]> blobs) {
  public TinyImage {
    documents = List.copyOf(documents);
    blobs = Map.copyOf(blobs);
  }

  /** An OCI image with one layer of about this many bytes. */
  public static TinyImage oci(String name, int layerBytes) {
    return image(
        name,
        layerBytes,
        "amd64",
        MediaTypes.OCI_MANIFEST,
        MediaTypes.OCI_CONFIG,
        MediaTypes.OCI_LAYER_GZIP);
  }

  /** The same as Docker's schema 2. */
  public static TinyImage docker(String name, int layerBytes) {
    return image(
        name,
        layerBytes,
        "amd64",
        MediaTypes.DOCKER_MANIFEST,
        MediaTypes.DOCKER_CONFIG,
        MediaTypes.DOCKER_LAYER_GZIP);
  }

  /** An index with images for amd64 and arm64. */
  public static TinyImage index(String name) {
    List<JsonObject> children = new ArrayList<>();
    List<RawManifest> documents = new ArrayList<>();
    Map<Digest, byte[]> blobs = new LinkedHashMap<>();
    for (String architecture : List.of("amd64", "arm64")) {
      TinyImage child =
          image(
              name + architecture,
              100,
              architecture,
              MediaTypes.OCI_MANIFEST,
              MediaTypes.OCI_CONFIG,
              MediaTypes.OCI_LAYER_GZIP);
      Descriptor plain = child.top().descriptor();
      Optional<Platform> platform = Optional.of(new Platform("linux", architecture));
      children.add(
          new Descriptor(plain.mediaType(), plain.digest(), plain.size(), platform, Map.of())
              .toJson());
      documents.add(child.top());
      blobs.putAll(child.blobs());
    }
    byte[] index =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", JsonValue.of(children))
                .build());
    return new TinyImage(new RawManifest(MediaTypes.OCI_INDEX, index), documents, blobs);
  }

  private static TinyImage image(
      String name, int layerBytes, String architecture, String type, String config, String layer) {
    byte[] content = new byte[layerBytes];
    new Random(name.hashCode()).nextBytes(content);
    byte[] zipped = gzip(content);
    byte[] configuration =
        Json.write(
            JsonValue.object()
                .put("architecture", architecture)
                .put("os", "linux")
                .put("config", JsonValue.object().put("Labels", labels(name)).build())
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put(
                            "diff_ids",
                            JsonValue.ofStrings(List.of(Digest.sha256(content).toString())))
                        .build())
                .build());
    // Spaces and an odd order: who writes it again from its parts changes the digest.
    String manifest =
        "{ \"layers\": [ "
            + text(descriptor(layer, zipped))
            + " ],\n\"schemaVersion\":2, \"config\": "
            + text(descriptor(config, configuration))
            + ",\n  \"mediaType\": \""
            + type
            + "\" }\n";
    return new TinyImage(
        new RawManifest(type, manifest.getBytes(StandardCharsets.UTF_8)),
        List.of(),
        Map.of(Digest.sha256(zipped), zipped, Digest.sha256(configuration), configuration));
  }

  private static JsonObject labels(String name) {
    return JsonValue.object().put("name", name).build();
  }

  private static Descriptor descriptor(String mediaType, byte[] content) {
    return new Descriptor(mediaType, Digest.sha256(content), content.length);
  }

  private static String text(Descriptor descriptor) {
    return new String(Json.write(descriptor.toJson()), StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes it as skopeo's {@code dir:} has it, the one form that keeps the bytes of all kinds. */
  public Path writeDir(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("version"), "Directory Transport Version: 1.1\n");
    Files.write(folder.resolve("manifest.json"), top.bytes());
    for (RawManifest document : documents) {
      Files.write(folder.resolve(document.digest().hex() + ".manifest.json"), document.bytes());
    }
    for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
      Files.write(folder.resolve(blob.getKey().hex()), blob.getValue());
    }
    return folder;
  }
}
