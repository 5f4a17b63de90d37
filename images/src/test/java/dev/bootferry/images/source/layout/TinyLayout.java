package dev.bootferry.images.source.layout;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Layouts of very small images, written as a folder or as a tar; also wrong ones. */
final class TinyLayout {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<Descriptor> index = new ArrayList<>();

  TinyLayout() {
    files.put(LayoutPaths.MARKER, LayoutPaths.marker());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Descriptor blob(String mediaType, byte[] content) {
    Digest digest = Digest.sha256(content);
    files.put(LayoutPaths.blob(digest), content);
    return new Descriptor(mediaType, digest, content.length);
  }

  /** An image with one layer, not yet in the index. */
  Descriptor image(String mediaType, String layer) {
    Descriptor content = blob(MediaTypes.OCI_LAYER, bytes(layer));
    Descriptor config =
        blob(
            MediaTypes.OCI_CONFIG,
            Json.write(
                JsonValue.object()
                    .put("architecture", "amd64")
                    .put("os", "linux")
                    .put("author", layer)
                    .put(
                        "rootfs",
                        JsonValue.object()
                            .put("type", "layers")
                            .put(
                                "diff_ids",
                                JsonValue.ofStrings(List.of(content.digest().toString())))
                            .build())
                    .build()));
    return blob(
        mediaType,
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType)
                .put("config", config.toJson())
                .put("layers", JsonValue.of(List.of(content.toJson())))
                .build()));
  }

  Descriptor index(Descriptor... children) {
    List<JsonValue> manifests = new ArrayList<>();
    for (Descriptor child : children) {
      manifests.add(child.toJson());
    }
    return blob(
        MediaTypes.OCI_INDEX,
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", JsonValue.of(manifests))
                .build()));
  }

  static Descriptor on(Platform platform, Descriptor image) {
    return new Descriptor(
        image.mediaType(), image.digest(), image.size(), Optional.of(platform), Map.of());
  }

  TinyLayout name(Descriptor image, Map<String, String> annotations) {
    index.add(
        new Descriptor(
            image.mediaType(), image.digest(), image.size(), image.platform(), annotations));
    return this;
  }

  TinyLayout name(Descriptor image, String ref) {
    return name(image, Map.of("org.opencontainers.image.ref.name", ref));
  }

  TinyLayout put(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  TinyLayout remove(Digest digest) {
    files.remove(LayoutPaths.blob(digest));
    return this;
  }

  private Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.putIfAbsent(
        LayoutPaths.INDEX,
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("manifests", JsonValue.of(index.stream().map(Descriptor::toJson).toList()))
                .build()));
    return all;
  }

  Path folder(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
      Files.write(path, file.getValue());
    }
    return folder;
  }

  Path tar(Path file) throws IOException {
    return tar(file, "");
  }

  Path tar(Path file, String prefix) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      all()
          .forEach((path, content) -> {
            try {
              TarArchiveEntry entry = new TarArchiveEntry(prefix + path);
              entry.setSize(content.length);
              tar.putArchiveEntry(entry);
              tar.write(content);
              tar.closeArchiveEntry();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return file;
  }
}
