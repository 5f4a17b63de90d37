package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.Podman;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.mirror.ImageFamily.Form;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A generated family of images, mirrored and compared, digest for digest, with what skopeo copies
 * of the same names. To see a failure again: {@code -Dbootferry.seed=N}.
 */
@Tag("system")
class FamilyTest {
  private static final long SEED = Long.getLong("bootferry.seed", new Random().nextInt(1_000_000));

  private static Path folder;
  private static PrivateRegistry registry;
  private static ImageFamily family;
  private static List<String> bound;

  @BeforeAll
  static void push() throws IOException {
    System.out.println("family of images: -Dbootferry.seed=" + SEED);
    folder = RunFolder.create("family");
    registry = PrivateRegistry.start(folder);
    family = new ImageFamily(SEED, registry.host(), folder);
    bound = family.pushBound();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  /** What a bundle is compared with. */
  private record Peers(Layout bundle, Layout skopeo, Path tar) {}

  @ParameterizedTest
  @EnumSource
  void theBundleHoldsWhatSkopeoCopies(Form form) throws IOException {
    String base = family.pushBase(form);
    Path work = Files.createDirectory(folder.resolve("work-" + form));
    Path tar = work.resolve("site.tar");
    var _ =
        new Bootferry(new SystemCommandRunner())
            .run(
                "mirror",
                "create",
                "--base",
                "docker://" + base,
                "--tls-verify=false",
                tar.toString());
    List<String> names = new ArrayList<>(List.of(base));
    names.addAll(bound);
    for (String name : names) {
      // Uncompressed layers and all others stay as they are; only schema 2 has to be turned.
      Skopeo.copy(
          "docker://" + forSkopeo(name),
          "oci:" + work.resolve("skopeo") + ":" + name,
          "--dest-oci-accept-uncompressed-layers");
    }
    Peers peers =
        new Peers(
            Layout.unpack(tar, work.resolve("bundle")), Layout.open(work.resolve("skopeo")), tar);
    assertThat(peers.bundle.images().keySet())
        .as(seed())
        .containsExactlyInAnyOrderElementsOf(names);
    Set<Digest> expected = new HashSet<>();
    for (String name : names) {
      expected.addAll(compare(peers, name));
    }
    assertThat(peers.bundle.blobs()).as(seed()).containsExactlyInAnyOrderElementsOf(expected);
    toolsRead(peers, base, names);
  }

  /** Compares one image, and gives the digests of all that has to be there for it. */
  private static Set<Digest> compare(Peers peers, String name) throws IOException {
    byte[] top = Skopeo.raw("docker://" + forSkopeo(name));
    Descriptor entry = peers.bundle.image(name);
    assertThat(entry.annotations())
        .as(seed())
        .containsEntry("dev.bootferry.resolved-digest", Digest.sha256(top).toString());
    JsonObject named = Json.readObject(top, name);
    Set<Digest> present = new HashSet<>(List.of(Digest.sha256(top), entry.digest()));
    byte[] manifest = top;
    if (named.get("manifests").isPresent()) {
      Descriptor child = child(Layout.descriptors(named, "manifests"));
      assertThat(entry.annotations())
          .containsEntry("dev.bootferry.manifest-digest", child.digest().toString());
      manifest = Skopeo.raw("docker://" + repository(name) + "@" + child.digest());
      assertThat(Digest.sha256(manifest)).isEqualTo(child.digest());
    }
    Digest digest = Digest.sha256(manifest);
    present.add(digest);
    assertThat(peers.bundle.blob(digest)).isEqualTo(manifest);
    boolean docker = !MediaTypes.OCI_MANIFEST.equals(mediaType(manifest));
    Digest reached = reached(peers.bundle, entry, top, docker);
    present.add(reached);
    List<Digest> parts = digests(Json.readObject(manifest, name));
    JsonObject ours = peers.bundle.document(reached);
    JsonObject theirs = peers.skopeo.document(peers.skopeo.image(name).digest());
    assertThat(digests(ours)).isEqualTo(parts);
    if (docker) {
      // Turning schema 2 into OCI, skopeo writes the configuration anew; here it stays.
      assertThat(Descriptor.fromJson(ours.object("subject")).digest()).isEqualTo(digest);
      assertThat(layers(ours)).isEqualTo(layers(theirs));
      assertThat(types(ours)).isEqualTo(types(theirs));
    } else {
      assertThat(reached).isEqualTo(digest).isEqualTo(peers.skopeo.image(name).digest());
    }
    present.addAll(parts);
    return present;
  }

  /** The manifest that a reader of index.json comes to; it knows OCI's documents only. */
  private static Digest reached(Layout bundle, Descriptor entry, byte[] top, boolean docker)
      throws IOException {
    if (!docker) {
      assertThat(entry.digest()).isEqualTo(Digest.sha256(top));
    }
    JsonObject document = bundle.document(entry.digest());
    if (entry.mediaType().equals(MediaTypes.OCI_MANIFEST)) {
      return entry.digest();
    }
    assertThat(entry.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
    if (docker) {
      assertThat(Descriptor.fromJson(document.object("subject")).digest())
          .isEqualTo(Digest.sha256(top));
      assertThat(bundle.blob(Digest.sha256(top))).isEqualTo(top);
    }
    Descriptor child = child(Layout.descriptors(document, "manifests"));
    assertThat(child.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    return child.digest();
  }

  private static Descriptor child(List<Descriptor> children) {
    return children.stream()
        .filter(c -> c.platform().filter(Platform.host()::accepts).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** Of the configuration, then of the layers. */
  private static List<Digest> digests(JsonObject manifest) {
    return parts(manifest).stream().map(Descriptor::digest).toList();
  }

  private static List<Digest> layers(JsonObject manifest) {
    return Layout.descriptors(manifest, "layers").stream().map(Descriptor::digest).toList();
  }

  private static List<String> types(JsonObject manifest) {
    return parts(manifest).stream().map(Descriptor::mediaType).toList();
  }

  private static List<Descriptor> parts(JsonObject manifest) {
    List<Descriptor> parts =
        new ArrayList<>(List.of(Descriptor.fromJson(manifest.object("config"))));
    parts.addAll(Layout.descriptors(manifest, "layers"));
    return parts;
  }

  /** The type that a manifest states, which OCI's need not. */
  private static String mediaType(byte[] manifest) {
    return Json.readObject(manifest, "a manifest")
        .string("mediaType")
        .orElse(MediaTypes.OCI_MANIFEST);
  }

  /** The bundle in the hands of others. */
  private static void toolsRead(Peers peers, String base, List<String> names) throws IOException {
    Path work = peers.bundle.folder().resolveSibling("read");
    Map<String, String> configs = new HashMap<>();
    for (String name : names) {
      String source = "oci-archive:" + peers.tar + ":" + name;
      List<Digest> layers = layers(peers.skopeo.document(peers.skopeo.image(name).digest()));
      JsonObject inspected = Json.readObject(Skopeo.inspect(source), source);
      assertThat(inspected.array("Layers"))
          .extracting(layer -> ((JsonString) layer).value())
          .isEqualTo(layers.stream().map(Digest::toString).toList());
      Path copy = Files.createDirectories(work.resolve(Integer.toString(names.indexOf(name))));
      Skopeo.copy(source, "dir:" + copy, "--preserve-digests");
      JsonObject copied = Json.readObject(Files.readAllBytes(copy.resolve("manifest.json")), name);
      assertThat(layers(copied)).as(name).isEqualTo(layers);
      for (Digest digest : digests(copied)) {
        assertThat(Digest.sha256(Files.readAllBytes(copy.resolve(digest.hex())))).isEqualTo(digest);
      }
      configs.put(name, digests(copied).getFirst().hex());
    }
    Podman podman = Podman.withWholeTrees(RunFolder.create("p"));
    for (String name : List.of(base, names.get(1 + names.size() / 2))) {
      String id = podman.run("pull", "--quiet", "oci-archive:" + peers.tar + ":" + name).text();
      assertThat(id).isEqualTo(configs.get(name));
      assertThat(podman.run("image", "inspect", "--format={{.Id}}", name).text()).isEqualTo(id);
    }
  }

  /** Skopeo takes no name with both a tag and a digest; the digest decides. */
  private static String forSkopeo(String name) {
    return name.contains("@") ? repository(name) + name.substring(name.indexOf('@')) : name;
  }

  private static String repository(String name) {
    String plain = name.replaceFirst("@.*", "");
    return plain.substring(0, plain.lastIndexOf('/'))
        + plain.substring(plain.lastIndexOf('/')).replaceFirst(":.*", "");
  }

  private static String seed() {
    return "seed " + SEED;
  }
}
