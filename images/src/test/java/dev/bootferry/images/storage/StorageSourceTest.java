package dev.bootferry.images.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.io.HashingInputStream;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what real skopeo wrote. */
@Tag("system")
class StorageSourceTest {
  private static final String NAME = "registry.example/apps/app";

  private final CommandRunner commands = new SystemCommandRunner();
  @TempDir private Path folder;
  private Path layout;
  private Path store;
  private Digest manifestDigest;
  private final List<Digest> layers = new ArrayList<>();

  @BeforeEach
  void storeAnImage() throws IOException {
    layout = Files.createDirectories(folder.resolve("layout/blobs/sha256")).resolve("../..");
    store = folder.resolve("store");
    sh(
        "mkdir -p one/sub two/sub; seq 20000 >one/sub/numbers; seq 100 >one/sub/other; ln one/sub/numbers one/again;"
            + " ln -s numbers one/sub/link; truncate -s 1M one/sparse; printf x >>one/sparse;"
            + " mkfifo one/pipe; setfattr -n user.a -v b one/sub/numbers;"
            + " printf raw >one/$'caf\\xe9'; mkdir one/$'\\xff'; printf deep >one/$'\\xff'/x;"
            + " touch two/sub/.wh.numbers; printf new >two/naïve; chmod 4755 two/naïve;"
            + " tar --xattrs --format=pax -cf one.tar -C one . ; tar --format=gnu -cf two.tar -C"
            + " two .");
    for (String tar : List.of("one.tar", "two.tar")) {
      layers.add(blob(Files.readAllBytes(folder.resolve(tar))));
    }
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", "amd64")
                .put("os", "linux")
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put(
                            "diff_ids",
                            JsonValue.ofStrings(layers.stream().map(Digest::toString).toList()))
                        .build())
                .build());
    List<JsonValue> descriptors = new ArrayList<>();
    for (Digest layer : layers) {
      descriptors.add(
          new Descriptor(MediaTypes.OCI_LAYER, layer, Files.size(blobPath(layer))).toJson());
    }
    byte[] manifest =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put(
                    "config",
                    new Descriptor(MediaTypes.OCI_CONFIG, blob(config), config.length).toJson())
                .put("layers", JsonValue.of(descriptors))
                .build());
    manifestDigest = blob(manifest);
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(
        layout.resolve("index.json"),
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put(
                    "manifests",
                    JsonValue.of(
                        List.of(
                            new Descriptor(MediaTypes.OCI_MANIFEST, manifestDigest, manifest.length)
                                .toJson())))
                .build()));
    copyIn(NAME + ":1");
  }

  @AfterEach
  void releaseTheStore() {
    // skopeo leaves a bind mount here at each run, which would keep the folder from being removed.
    Command unmount = Command.of("umount", "--lazy", store.resolve("overlay").toString());
    for (int i = 0; i < 10 && commands.attempt(unmount).succeeded(); i++) {}
  }

  @Test
  void givesBackEachLayersExactTar() throws IOException {
    try (StorageSource source = open(NAME + ":1")) {
      Manifest manifest = Manifest.parse(source.top(), "test");
      assertThat(manifest.layers()).extracting(Descriptor::digest).isEqualTo(layers);
      for (Descriptor layer : manifest.layers()) {
        try (HashingInputStream tar = new HashingInputStream(source.blob(layer))) {
          tar.transferTo(OutputStream.nullOutputStream());
          assertThat(tar.count()).isEqualTo(layer.size());
          assertThat(Digest.ofSha256(tar.finish())).isEqualTo(layer.digest());
        }
      }
      byte[] config;
      try (var blob = source.blob(manifest.config())) {
        config = blob.readAllBytes();
      }
      assertThat(Digest.sha256(config)).isEqualTo(manifest.config().digest());
      assertThat(ImageConfig.parse(config, "test").diffIds()).isEqualTo(layers);
      assertThat(source.pulledAs()).contains(manifestDigest);
      assertThat(source.layersUnpacked()).isTrue();
    }
  }

  @Test
  void readsFromTheMiddle() throws IOException {
    try (StorageSource source = open(NAME + ":1")) {
      Descriptor layer = Manifest.parse(source.top(), "test").layers().getFirst();
      byte[] whole = Files.readAllBytes(blobPath(layer.digest()));
      try (var tail = source.blob(layer, 70_000)) {
        assertThat(tail.readAllBytes())
            .isEqualTo(java.util.Arrays.copyOfRange(whole, 70_000, whole.length));
      }
    }
  }

  @Test
  void findsNamesAsPodmanDoes() throws IOException {
    copyIn("localhost/short:latest");
    copyIn("docker.io/library/busybox:1");
    ContainersStorage storage = storage();

    assertThat(storage.find(NAME + ":1")).isPresent();
    assertThat(storage.find(NAME + "@" + manifestDigest)).isPresent();
    assertThat(storage.find("short")).isPresent();
    assertThat(storage.find("busybox:1")).isPresent();
    assertThat(storage.find(NAME + ":2")).isEmpty();
    assertThat(storage.find(NAME)).isEmpty();
    assertThat(storage.find("registry.example/other@" + manifestDigest)).isEmpty();
  }

  @Test
  void aFileThatChangedSinceIsNoticed() throws IOException {
    StoredImage image = storage().find(NAME + ":1").orElseThrow();
    Path numbers = storage().layers(image).getFirst().diff().resolve("sub/other");
    Files.writeString(numbers, "shorter");

    try (StorageSource source = open(NAME + ":1")) {
      Descriptor layer = Manifest.parse(source.top(), "test").layers().getFirst();
      assertThatThrownBy(() -> source.blob(layer).transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ended");
    }
  }

  @Test
  void aLinkInTheLayerIsNotFollowed() throws IOException {
    StoredImage image = storage().find(NAME + ":1").orElseThrow();
    Path diff = storage().layers(image).getFirst().diff();
    sh("mv " + diff.resolve("sub") + " elsewhere; ln -s " + folder + "/elsewhere " + diff + "/sub");

    try (StorageSource source = open(NAME + ":1")) {
      Descriptor layer = Manifest.parse(source.top(), "test").layers().getFirst();
      assertThatThrownBy(() -> source.blob(layer).transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("through a link");
    }
  }

  @Test
  void readsAdditionalStores() throws IOException {
    ContainersStorage storage =
        new ContainersStorage(
            new StorageConfiguration(Optional.empty(), folder.resolve("empty"), List.of(store)));

    StoredImage image = storage.find(NAME + ":1").orElseThrow();
    assertThat(storage.layers(image)).hasSize(2);
  }

  @Test
  void refusesAnotherDriver() {
    assertThatThrownBy(() ->
            new ContainersStorage(new StorageConfiguration(Optional.of("vfs"), store, List.of())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ImagesProblem.STORAGE_INVALID));
  }

  private StorageSource open(String name) throws IOException {
    ContainersStorage storage = storage();
    return StorageSource.open(storage, storage.find(name).orElseThrow(), name);
  }

  private ContainersStorage storage() {
    return new ContainersStorage(new StorageConfiguration(Optional.empty(), store, List.of()));
  }

  private void copyIn(String name) {
    commands.run(
        Command.of(
            "skopeo",
            "copy",
            "--quiet",
            "oci:" + layout,
            "containers-storage:[overlay@" + store + "+" + folder.resolve("run") + "]" + name));
  }

  private Digest blob(byte[] bytes) throws IOException {
    Digest digest = Digest.sha256(bytes);
    Files.write(blobPath(digest), bytes);
    return digest;
  }

  private Path blobPath(Digest digest) {
    return layout.resolve("blobs/sha256").resolve(digest.hex());
  }

  private void sh(String script) {
    commands.run(Command.of("bash", "-euc", script).withDirectory(folder));
  }
}
