package dev.bootferry.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An image made file by file: real tars, real gzip, real documents. */
final class TestImage {
  static final String UNITS = "usr/share/containers/systemd/";
  static final String GLOBAL_ARGS =
      "GlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage\n";

  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final List<Descriptor> layers = new ArrayList<>();
  private final List<String> diffIds = new ArrayList<>();
  private final List<byte[]> tars = new ArrayList<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private String architecture = "amd64";
  private boolean unpacked;
  private long claimed;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private TarWriter tar = new TarWriter(bytes);
  private boolean empty = true;

  private TestImage() {}

  /** Nothing in it. */
  static TestImage plain() {
    return new TestImage();
  }

  /** What makes an image bootable, and a layer of random bytes that seed and size determine. */
  static TestImage base(long seed, int size) {
    TestImage image = new TestImage();
    image.labels.put("containers.bootc", "1");
    return image
        .file("usr/lib/modules/6.1.0/vmlinuz", "kernel")
        .file("usr/lib/ostree/prepare-root.conf", "[composefs]\nenabled = no\n")
        .link("usr/lib/bootc/storage", "../../../sysroot/ostree/bootc/storage")
        .layer()
        .random("usr/bin/large", seed, size)
        .layer();
  }

  /** A small image, different for each seed. */
  static TestImage app(long seed) {
    return new TestImage().random("app", seed, 5000);
  }

  TestImage file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private TestImage file(String path, byte[] content) {
    try {
      tar.write(TarEntry.file(path, content.length), content);
      empty = false;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestImage random(String path, long seed, int size) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return file(path, content);
  }

  TestImage link(String path, String target) {
    try {
      tar.write(TarEntry.symlink(path, target));
      empty = false;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A container unit that is bound and would start. */
  TestImage binds(String name, String reference) {
    String unit = UNITS + name + ".container";
    return file(unit, "[Container]\nImage=" + reference + "\n" + GLOBAL_ARGS)
        .link("usr/lib/bootc/bound-images.d/" + name + ".container", "/" + unit);
  }

  TestImage label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  TestImage architecture(String name) {
    architecture = name;
    return this;
  }

  /** Layers stay as they are, as a container storage gives them. */
  TestImage unpacked() {
    unpacked = true;
    return this;
  }

  /** Its manifest says of every layer that it is so much longer than it is. */
  TestImage claiming(long bytes) {
    claimed = bytes;
    return this;
  }

  /** What follows belongs to the layer above. */
  TestImage layer() {
    try {
      tar.close();
      tars.add(bytes.toByteArray());
      bytes = new ByteArrayOutputStream();
      tar = new TarWriter(bytes);
      empty = true;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(result)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }

  private Descriptor blob(String mediaType, byte[] content) {
    Digest digest = Digest.sha256(content);
    blobs.put(digest, content);
    return new Descriptor(mediaType, digest, content.length);
  }

  private Descriptor layer(byte[] content) {
    Descriptor layer =
        unpacked
            ? blob(MediaTypes.OCI_LAYER, content)
            : blob(MediaTypes.OCI_LAYER_GZIP, gzip(content));
    return new Descriptor(layer.mediaType(), layer.digest(), layer.size() + claimed);
  }

  /** The image as a place has it. */
  Stored stored() {
    if (!empty) {
      layer();
    }
    for (byte[] content : tars) {
      diffIds.add(Digest.sha256(content).toString());
      layers.add(layer(content));
    }
    JsonObject config =
        JsonValue.object()
            .put("architecture", architecture)
            .put("os", "linux")
            .put("config", JsonValue.object().put("Labels", JsonValue.ofStrings(labels)).build())
            .put(
                "rootfs",
                JsonValue.object()
                    .put("type", "layers")
                    .put("diff_ids", JsonValue.ofStrings(diffIds))
                    .build())
            .build();
    Descriptor configDescriptor = blob(MediaTypes.OCI_CONFIG, Json.write(config));
    JsonObject manifest =
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", configDescriptor.toJson())
            .put("layers", JsonValue.of(layers.stream().map(Descriptor::toJson).toList()))
            .build();
    return new Stored(
        new RawManifest(MediaTypes.OCI_MANIFEST, Json.write(manifest)), layers, blobs, unpacked);
  }

  /**
   * Documents and blobs of an image.
   *
   * @param unpacked whether the place keeps layers unpacked
   */
  record Stored(
      RawManifest manifest, List<Descriptor> layers, Map<Digest, byte[]> blobs, boolean unpacked) {
    Digest digest() {
      return manifest.digest();
    }
  }
}
