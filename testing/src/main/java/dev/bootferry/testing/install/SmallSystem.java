package dev.bootferry.testing.install;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.tools.ImageTools;
import dev.bootferry.deployment.tools.ToolWish;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An operating system of a few megabytes that does not boot but can be installed in seconds: the
 * programs and boot loaders of the sample system, a file that stands for a kernel, and units that
 * bind images. For tests that install often.
 */
public final class SmallSystem {
  public static final String BASE = "localhost/small/os:v1";

  /** Text by which tests find the files' contents on a disk. */
  public static final String KERNEL_MARK = "this stands for a kernel: 5f1c3ab2";

  public static final String FILE_MARK = "a file of the system: 90d7e1c4";

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final Path PROGRAMS = programs();

  private final Map<String, String> labels =
      new TreeMap<>(Map.of("containers.bootc", "1", "org.opencontainers.image.version", "1.0"));
  private String architecture = Platform.host().architecture();
  private List<String> kernels = List.of("6.1.0");
  private final Map<String, String> units = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();

  /** One that binds the sample application. */
  public static SmallSystem binding(String... images) {
    SmallSystem system = new SmallSystem();
    int number = 0;
    for (String image : images) {
      system.units.put("app" + number++, image);
    }
    return system;
  }

  public SmallSystem withoutLabels() {
    labels.clear();
    return this;
  }

  public SmallSystem forArchitecture(String name) {
    architecture = name;
    return this;
  }

  public SmallSystem withKernels(String... releases) {
    kernels = List.of(releases);
    return this;
  }

  public SmallSystem withFile(String path, String content) {
    files.put(path, content);
    return this;
  }

  /** Writes it as an OCI layout in which it has the name {@link #BASE}; gives the folder. */
  public Path writeLayout(Path layout) throws IOException {
    Path root = RunFolder.create("small");
    run("cp", "-a", PROGRAMS + "/.", root.toString());
    for (String folder : List.of("boot", "dev", "proc", "run", "sys", "sysroot", "tmp", "var")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String kernel : kernels) {
      file(root, "usr/lib/modules/" + kernel + "/vmlinuz", KERNEL_MARK.repeat(64));
      file(root, "usr/lib/modules/" + kernel + "/initramfs.img", "and this for an initramfs");
    }
    file(root, "usr/lib/os-release", "ID=small\nPRETTY_NAME=\"Small OS\"\n");
    file(root, "usr/lib/ostree/prepare-root.conf", "[composefs]\nenabled=no\n");
    file(root, "usr/share/small/file", FILE_MARK.repeat(64));
    file(root, "etc/small.conf", "small\n");
    for (Map.Entry<String, String> unit : units.entrySet()) {
      String name = unit.getKey() + ".container";
      file(
          root,
          "usr/share/containers/systemd/" + name,
          "[Container]\nImage="
              + unit.getValue()
              + "\nPull=never\nGlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage\n");
      Path link = root.resolve("usr/lib/bootc/bound-images.d/" + name);
      Files.createDirectories(root.resolve("usr/lib/bootc/bound-images.d"));
      Files.createSymbolicLink(link, Path.of("/usr/share/containers/systemd/" + name));
    }
    Files.createDirectories(root.resolve("usr/lib/bootc"));
    Files.createSymbolicLink(
        root.resolve("usr/lib/bootc/storage"), Path.of("../../../sysroot/ostree/bootc/storage"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      file(root, file.getKey(), file.getValue());
    }
    return pack(root, layout);
  }

  private Path pack(Path root, Path layout) throws IOException {
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Path tar = layout.resolve("layer.tar");
    run(
        "tar",
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mtime=@0",
        "--format",
        "pax",
        "-C",
        root.toString(),
        "-cf",
        tar.toString(),
        ".");
    byte[] layer = Files.readAllBytes(tar);
    Files.delete(tar);
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
                        .put(
                            "diff_ids",
                            JsonValue.ofStrings(List.of(Digest.sha256(layer).toString())))
                        .build())
                .build());
    byte[] manifest =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put("config", blob(blobs, MediaTypes.OCI_CONFIG, config))
                .put("layers", JsonValue.of(List.of(blob(blobs, MediaTypes.OCI_LAYER, layer))))
                .build());
    JsonValue.JsonObject entry = blob(blobs, MediaTypes.OCI_MANIFEST, manifest);
    Map<String, JsonValue> named = new java.util.LinkedHashMap<>(entry.members());
    named.put(
        "annotations", JsonValue.ofStrings(Map.of("org.opencontainers.image.ref.name", BASE)));
    Files.write(
        layout.resolve("index.json"),
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("manifests", JsonValue.of(List.of(new JsonValue.JsonObject(named))))
                .build()));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return layout;
  }

  private static JsonValue.JsonObject blob(Path blobs, String mediaType, byte[] content)
      throws IOException {
    Digest digest = Digest.sha256(content);
    Files.write(blobs.resolve(digest.hex()), content);
    return new Descriptor(mediaType, digest, content.length).toJson();
  }

  private static void file(Path root, String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(String... argv) {
    var _ = COMMANDS.run(Command.of(argv));
  }

  /** What an installation takes out of the sample system, with its libraries. */
  private static Path programs() {
    ToolWish wish =
        new ToolWish(
            Set.of("ostree", "mkfs.ext4", "mke2fs", "e2fsck", "grub-mkimage"),
            Set.of("usr/lib/grub", "usr/lib/shim"));
    try (OpenedSet set = SampleSet.open(SampleSet.bundle())) {
      Path root = RunFolder.path().resolve("programs");
      var _ =
          new ImageTools(set.set().base(), set.tree(), wish)
              .extract(set.blobs(set.set().base()), root, ByteCounter.NONE);
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
