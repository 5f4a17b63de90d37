package dev.bootferry.deployment.kit;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** An image made for a test, all of it in memory. */
public final class SmallImage implements BlobSource {
  private final SetImage image;
  private final Map<Digest, byte[]> blobs;

  /** How often each blob was opened. */
  private final Map<Digest, Integer> opened = new ConcurrentHashMap<>();

  private SmallImage(SetImage image, Map<Digest, byte[]> blobs) {
    this.image = image;
    this.blobs = blobs;
  }

  public SetImage image() {
    return image;
  }

  public ImageTree tree() throws IOException {
    return ImageScan.scan(image, this, 2, ByteCounter.NONE);
  }

  /** How often a layer was read since the last call of {@link #forget}. */
  public int timesRead(int layer) {
    return opened.getOrDefault(image.manifest().layers().get(layer).digest(), 0);
  }

  public void forget() {
    opened.clear();
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    opened.merge(descriptor.digest(), 1, Integer::sum);
    byte[] bytes = blobs.get(descriptor.digest());
    if (bytes == null) {
      throw new IOException("no blob " + descriptor.digest());
    }
    InputStream in = new ByteArrayInputStream(bytes);
    in.skipNBytes(offset);
    return in;
  }

  /** Writes the entries of one layer. */
  @FunctionalInterface
  public interface Layer {
    void write(TarWriter tar) throws IOException;
  }

  public static Builder named(String reference) {
    return new Builder(reference);
  }

  /** A folder. */
  public static void folder(TarWriter tar, String path) throws IOException {
    tar.write(TarEntry.directory(path).withMode(0755));
  }

  public static void file(TarWriter tar, String path, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tar.write(TarEntry.file(path, bytes.length).withMode(0644), bytes);
  }

  /** Collects layers and labels. */
  public static final class Builder {
    private final String reference;
    private Role role = Role.BASE;
    private final List<byte[]> layers = new ArrayList<>();
    private final Map<String, String> labels = new TreeMap<>();
    private boolean compressed = true;

    private Builder(String reference) {
      this.reference = reference;
    }

    public Builder bound() {
      role = Role.BOUND;
      return this;
    }

    public Builder uncompressed() {
      compressed = false;
      return this;
    }

    public Builder label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    public Builder layer(Layer layer) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (TarWriter tar = new TarWriter(out)) {
        layer.write(tar);
      }
      layers.add(out.toByteArray());
      return this;
    }

    public SmallImage build() throws IOException {
      Map<Digest, byte[]> blobs = new HashMap<>();
      List<JsonValue> diffIds = new ArrayList<>();
      List<JsonValue> descriptors = new ArrayList<>();
      for (byte[] tar : layers) {
        byte[] packed = compressed ? gzip(tar) : tar;
        Digest digest = Digest.sha256(packed);
        blobs.put(digest, packed);
        diffIds.add(JsonValue.of(Digest.sha256(tar).toString()));
        descriptors.add(
            new Descriptor(
                    compressed ? MediaTypes.OCI_LAYER_GZIP : MediaTypes.OCI_LAYER,
                    digest,
                    packed.length)
                .toJson());
      }
      byte[] config =
          Json.write(
              JsonValue.object()
                  .put("architecture", Platform.host().architecture())
                  .put("os", "linux")
                  .put("created", "2026-01-02T03:04:05Z")
                  .put(
                      "config",
                      JsonValue.object().put("Labels", JsonValue.ofStrings(labels)).build())
                  .put(
                      "rootfs",
                      JsonValue.object()
                          .put("type", "layers")
                          .put("diff_ids", JsonValue.of(diffIds))
                          .build())
                  .build());
      blobs.put(Digest.sha256(config), config);
      RawManifest raw =
          new RawManifest(
              MediaTypes.OCI_MANIFEST,
              Json.write(
                  JsonValue.object()
                      .put("schemaVersion", 2)
                      .put("mediaType", MediaTypes.OCI_MANIFEST)
                      .put(
                          "config",
                          new Descriptor(
                                  MediaTypes.OCI_CONFIG, Digest.sha256(config), config.length)
                              .toJson())
                      .put("layers", JsonValue.of(descriptors))
                      .build()));
      return new SmallImage(
          new SetImage(
              role,
              reference,
              raw,
              Manifest.parse(raw, reference),
              ImageConfig.parse(config, reference),
              Platform.host(),
              Optional.empty()),
          blobs);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      return out.toByteArray();
    }
  }
}
