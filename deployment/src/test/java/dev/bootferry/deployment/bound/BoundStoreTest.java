package dev.bootferry.deployment.bound;

import static dev.bootferry.deployment.kit.SmallImage.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.kit.SmallImage;
import dev.bootferry.deployment.kit.TestDisk;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.StoredImage;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
class BoundStoreTest {
  private final SystemCommandRunner host = new SystemCommandRunner();

  @TempDir Path folder;
  private @Nullable TestDisk disk;
  private Path root = Path.of("/nonexistent");
  private StoreWriter writer = new StoreWriter(host, root);
  private BoundStore store = new BoundStore(root);

  @BeforeEach
  void makeStore() throws IOException {
    disk = TestDisk.ext4(host, folder, 256L << 20);
    root = disk.root();
    Path work = Files.createDirectories(root.resolve("work"));
    writer = new StoreWriter(host, work);
    Files.createDirectories(root.resolve("ostree/bootc"));
    store = writer.create(StoreLocation.common().below(root));
  }

  @AfterEach
  void removeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  private static SmallImage app(String reference, String content) throws IOException {
    return SmallImage.named(reference)
        .bound()
        .layer(tar -> file(tar, "common", "the same in all"))
        .layer(tar -> file(tar, "content", content))
        .build();
  }

  private SetImage put(SmallImage image) throws IOException {
    writer.put(store, image.image(), image, ByteCounter.NONE);
    return image.image();
  }

  /** Asks podman, with the store as an additional one. */
  private boolean podmanHas(BoundStore in, String name) {
    return host.attempt(
            Command.of(
                "unshare",
                "--mount",
                "podman",
                "--root=" + folder.resolve("podman"),
                "--runroot=" + folder.resolve("podman-run"),
                "--storage-opt=additionalimagestore=" + in.path(),
                "image",
                "exists",
                name))
        .succeeded();
  }

  @Test
  void imagesAreThereUnderExactlyTheNameOfTheirUnit() throws IOException {
    SmallImage probe = app("127.0.0.1:5000/test/probe:x", "probe");
    String digest = probe.image().manifest().raw().digest().toString();
    List<String> references =
        List.of(
            "127.0.0.1:5000/test/app:latest",
            "127.0.0.1:5000/test/probe@" + digest,
            "127.0.0.1:5000/test/probe:tag@" + digest,
            "quay.io/test/untagged",
            "short");
    for (String reference : references) {
      SetImage image = put(app(reference, "probe"));
      assertThat(store.holds(image)).describedAs(reference).isTrue();
      store.verify(image, ByteCounter.NONE);
    }
    for (String reference : references) {
      assertThat(store.named(reference)).describedAs(reference).isPresent();
      assertThat(podmanHas(store, reference)).describedAs(reference).isTrue();
    }
    assertThat(podmanHas(store, "127.0.0.1:5000/test/other:latest")).isFalse();
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void aNameMovesToTheNewImage() throws IOException {
    SetImage old = put(app("127.0.0.1:5000/test/app:latest", "1"));
    SetImage moved = put(app("127.0.0.1:5000/test/app:latest", "2"));
    assertThat(store.holds(old)).isFalse();
    assertThat(store.holds(moved)).isTrue();
    store.verify(moved, ByteCounter.NONE);
  }

  @Test
  void damageIsFoundWhenReadBack() throws IOException {
    SetImage image = put(app("127.0.0.1:5000/test/app:latest", "content that will be damaged"));
    try (Stream<Path> files = Files.walk(store.path().resolve("overlay"))) {
      Path content = files.filter(f -> f.endsWith("content")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(content);
      bytes[3] ^= 1;
      Files.write(content, bytes);
    }
    assertThatThrownBy(() -> store.verify(image, ByteCounter.NONE))
        .hasMessageContaining("bound-image-wrong");
  }

  @Test
  void anotherStoreSharesTheFilesAndHasNamesOfItsOwn() throws IOException {
    SetImage app1 = put(app("127.0.0.1:5000/test/app:latest", "1"));
    SetImage tool = put(app("127.0.0.1:5000/test/tool:1", "tool"));
    SmallImage app2 = app("127.0.0.1:5000/test/app:latest", "2");
    StorePlan plan =
        StorePlan.of(
            StoreLocation.common(),
            store.images(),
            List.of(app2.image(), tool),
            java.util.Set.of(app1.reference(), tool.reference()),
            location -> List.of());
    BoundStore own = BoundStore.at(plan.location(), root);
    Files.createDirectories(own.path().getParent());
    writer.create(own.path());
    new StoreCopy(host).copy(store, own, plan.shared());
    writer.put(own, app2.image(), app2, ByteCounter.NONE);

    for (SetImage image : List.of(app2.image(), tool)) {
      assertThat(own.holds(image)).isTrue();
      own.verify(image, ByteCounter.NONE);
      assertThat(podmanHas(own, image.reference())).isTrue();
    }
    assertThat(store.holds(app1)).isTrue();
    store.verify(app1, ByteCounter.NONE);
    store.verify(tool, ByteCounter.NONE);
    assertThat(inode(find(own, "tool"))).isEqualTo(inode(find(store, "tool")));

    // Each can lose images without harm to the other.
    StoredImage garbage = own.named(tool.reference()).orElseThrow();
    writer.remove(own, garbage);
    assertThat(own.holds(tool)).isFalse();
    store.verify(tool, ByteCounter.NONE);
    own.verify(app2.image(), ByteCounter.NONE);
  }

  @Test
  void aCopyThatWasInterruptedIsTakenUpAgain() throws IOException {
    SetImage tool = put(app("127.0.0.1:5000/test/tool:1", "tool"));
    BoundStore own = writer.create(root.resolve("ostree/bootc/other"));
    StoreCopy copy = new StoreCopy(host);
    copy.copy(store, own, List.of(tool));
    Files.delete(own.path().resolve("overlay-images/images.json"));
    copy.copy(store, own, List.of(tool));
    copy.copy(store, own, List.of(tool));
    own.verify(tool, ByteCounter.NONE);
    assertThat(own.images()).hasSize(1);
  }

  @Test
  void manifestsOfOtherKindsKeepTheirDigests() throws IOException {
    // An index names the image, and the unit names the index.
    SmallImage plain = app("127.0.0.1:5000/test/app:1", "index");
    SetImage image = plain.image();
    byte[] index =
        ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                + "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"digest\":\""
                + image.manifest().raw().digest()
                + "\",\"size\":"
                + image.manifest().raw().bytes().length
                + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                + image.platform().architecture()
                + "\"}}]}")
            .getBytes(StandardCharsets.UTF_8);
    var top =
        new dev.bootferry.images.model.RawManifest(
            "application/vnd.oci.image.index.v1+json", index);
    SetImage indexed =
        new SetImage(
            image.role(),
            "127.0.0.1:5000/test/app@" + top.digest(),
            top,
            image.manifest(),
            image.config(),
            image.platform(),
            image.pulledAs());
    writer.put(store, indexed, plain, ByteCounter.NONE);
    assertThat(store.holds(indexed)).isTrue();
    assertThat(podmanHas(store, indexed.reference())).isTrue();
  }

  private static Path find(BoundStore in, String content) throws IOException {
    try (Stream<Path> files = Files.walk(in.path().resolve("overlay"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.endsWith("content") && Files.readString(file).equals(content)) {
          return file;
        }
      }
    }
    throw new AssertionError("no file with " + content);
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }
}
