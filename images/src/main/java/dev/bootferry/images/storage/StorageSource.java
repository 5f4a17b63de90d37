package dev.bootferry.images.storage;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.io.HashingInputStream;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.source.ImageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One image of a container storage. The blobs that it was pulled as are gone: what is offered is a
 * manifest of our own over the exact configuration and the exact uncompressed layers, so the
 * configuration's digest, which is the image's id, stays the same and the manifest's does not.
 */
public final class StorageSource implements ImageSource {
  private final ContainersStorage storage;
  private final StoredImage image;
  private final String name;
  private final byte[] config;
  private final RawManifest manifest;
  private final Map<Digest, StoredLayer> layers;

  private StorageSource(
      ContainersStorage storage,
      StoredImage image,
      String name,
      byte[] config,
      RawManifest manifest,
      Map<Digest, StoredLayer> layers) {
    this.storage = storage;
    this.image = image;
    this.name = name;
    this.config = config;
    this.manifest = manifest;
    this.layers = Map.copyOf(layers);
  }

  /**
   * Opens an image.
   *
   * @param name for messages
   * @throws dev.bootferry.core.problem.ProblemException {@code storage-invalid}
   */
  public static StorageSource open(ContainersStorage storage, StoredImage image, String name)
      throws IOException {
    byte[] config =
        storage
            .bigData(image, "sha256:" + image.id())
            .or(() -> configNamedByManifest(storage, image))
            .orElseThrow(() -> storage.damaged(image, "its configuration is not there"));
    ImageConfig parsed = ImageConfig.parse(config, name);
    List<StoredLayer> stored = storage.layers(image);
    if (stored.size() != parsed.diffIds().size()) {
      throw storage.damaged(
          image,
          "it has "
              + stored.size()
              + " layers where its configuration names "
              + parsed.diffIds().size());
    }
    Map<Digest, StoredLayer> layers = new HashMap<>();
    List<JsonValue> descriptors = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      Digest diffId = parsed.diffIds().get(i);
      StoredLayer layer = stored.get(i);
      if (Files.exists(layer.diff().resolveSibling("composefs-data"))) {
        throw storage.damaged(
            image,
            "its layer "
                + layer.id()
                + " is kept in composefs form, which is not supported (use_composefs in"
                + " storage.conf)");
      }
      layers.put(diffId, layer);
      descriptors.add(new Descriptor(MediaTypes.OCI_LAYER, diffId, size(layer, diffId)).toJson());
    }
    byte[] document =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put(
                    "config",
                    new Descriptor(MediaTypes.OCI_CONFIG, Digest.sha256(config), config.length)
                        .toJson())
                .put("layers", JsonValue.of(descriptors))
                .build());
    return new StorageSource(
        storage, image, name, config, new RawManifest(MediaTypes.OCI_MANIFEST, document), layers);
  }

  private static Optional<byte[]> configNamedByManifest(
      ContainersStorage storage, StoredImage image) {
    try {
      Optional<byte[]> manifest = storage.bigData(image, "manifest");
      if (manifest.isEmpty()) {
        return Optional.empty();
      }
      String mediaType = mediaType(manifest.get(), image.id());
      Manifest parsed = Manifest.parse(new RawManifest(mediaType, manifest.get()), image.id());
      return storage.bigData(image, parsed.config().digest().toString());
    } catch (IOException e) {
      throw storage.damaged(image, "its manifest cannot be read: " + e.getMessage());
    }
  }

  private static String mediaType(byte[] manifest, String id) {
    return Json.readObject(manifest, "a manifest of " + id)
        .string("mediaType")
        .orElse(MediaTypes.OCI_MANIFEST);
  }

  /** Storages of old versions do not record the size: then the tar is made once to measure it. */
  private static long size(StoredLayer layer, Digest diffId) throws IOException {
    if (layer.size() >= 0 && layer.diffId().filter(diffId::equals).isPresent()) {
      return layer.size();
    }
    try (HashingInputStream tar =
        new HashingInputStream(new TarSplitStream(layer.tarSplit(), layer.diff()))) {
      tar.transferTo(OutputStream.nullOutputStream());
      return tar.count();
    }
  }

  public StoredImage image() {
    return image;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RawManifest top() {
    return manifest;
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) {
    if (descriptor.digest().equals(manifest.digest())) {
      return manifest;
    }
    throw missing(descriptor);
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    InputStream blob;
    if (descriptor.digest().equals(Digest.sha256(config))) {
      blob = new ByteArrayInputStream(config);
    } else {
      StoredLayer layer = layers.get(descriptor.digest());
      if (layer == null) {
        throw missing(descriptor);
      }
      try {
        blob = new TarSplitStream(layer.tarSplit(), layer.diff());
      } catch (IOException e) {
        throw new Problem(
                ImagesProblem.STORAGE_INVALID,
                "read layer " + descriptor.digest() + " of " + name,
                String.valueOf(e),
                "Remove the image with podman rmi and pull or build it again.")
            .exception(e);
      }
    }
    blob.skipNBytes(offset);
    return blob;
  }

  private RuntimeException missing(Descriptor descriptor) {
    return new Problem(
            ImagesProblem.BLOB_MISSING,
            "read " + descriptor.digest() + " of " + name,
            "the container storage " + storage.name() + " has no such content for this image",
            "Remove the image with podman rmi and pull or build it again.")
        .exception();
  }

  @Override
  public Optional<Digest> pulledAs() {
    return image.digest();
  }

  @Override
  public Optional<RawManifest> pulledManifest() throws IOException {
    Optional<byte[]> bytes = storage.bigData(image, "manifest");
    return bytes
        .map(b -> new RawManifest(mediaType(b, image.id()), b))
        .filter(m -> image.digest().filter(m.digest()::equals).isPresent());
  }

  /** What the image was pulled as: its manifest, and the index that led to it. */
  @Override
  public Optional<RawManifest> record(Digest digest) throws IOException {
    for (String key : List.of("manifest-" + digest, "manifest")) {
      Optional<byte[]> bytes = storage.bigData(image, key);
      if (bytes.isPresent() && Digest.sha256(bytes.get()).equals(digest)) {
        return Optional.of(new RawManifest(mediaType(bytes.get(), image.id()), bytes.get()));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean layersUnpacked() {
    return true;
  }

  @Override
  public void close() {}
}
