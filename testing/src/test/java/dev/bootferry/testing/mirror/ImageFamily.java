package dev.bootferry.testing.mirror;

import dev.bootferry.testing.mirror.GeneratedSystem.End;
import dev.bootferry.testing.mirror.PackedLayer.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Images of all forms in which registries have them, generated from a seed, in a registry. The
 * forms that other tools make are made by them.
 */
final class ImageFamily {
  private static final String OTHER = "arm64";

  private final Random random;
  private final String host;
  private final Path folder;
  private final List<PackedLayer> shared = new ArrayList<>();
  private final List<String> bound = new ArrayList<>();
  private int number;
  private int bases;

  /** In what form the base is there. */
  enum Form {
    OCI,
    CHUNKED,
    SCHEMA_2,
    INDEX
  }

  ImageFamily(long seed, String host, Path folder) {
    this.random = new Random(seed);
    this.host = host;
    this.folder = folder;
  }

  /** Pushes the images to be bound; gives their names, as units are to spell them. */
  List<String> pushBound() throws IOException {
    for (int i = 0; i < 2; i++) {
      shared.add(PackedLayer.of(tree(), Packing.GZIP));
    }
    OciImage zipped = OciImage.of(Packing.GZIP, tree()).with(shared);
    OciImage zstd = OciImage.of(Packing.ZSTD, tree(), tree());
    bound.add(push("app/gzip:v1", written(zipped)));
    bound.add(push("app/zstd:v1", written(zstd)));
    bound.add(push("app/plain:v1", written(OciImage.of(Packing.NONE, tree(), tree()))));
    bound.add(push("app/docker:v1", docker(written(zipped.with(List.of(layer()))))));
    bound.add(pushChunked("app/chunked:v1", written(OciImage.of(Packing.GZIP, tree(), tree()))));
    Path index = index(OciImage.of(Packing.GZIP, tree()).with(shared));
    bound.add(push("app/index:v1", index));
    bound.add(push("app/list:v1", docker(index)));
    // By digest and by both, under the same names and another.
    bound.add(host + "/app/gzip@" + zipped.digest());
    bound.add(host + "/app/zstd:v1@" + zstd.digest());
    return List.copyOf(bound);
  }

  /** Pushes a base that binds these; gives its name. */
  String pushBase(Form form) throws IOException {
    List<PackedLayer> layers = new ArrayList<>();
    // Each in turn: there are more forms than ends.
    End ofAll = GeneratedSystem.OF_ALL.get(bases++ % GeneratedSystem.OF_ALL.size());
    for (byte[] tar : GeneratedSystem.layers(random, bound, ofAll)) {
      layers.add(form == Form.OCI ? PackedLayer.of(tar, anyPacking()) : zipped(tar));
    }
    layers.addAll(2 + random.nextInt(layers.size() - 2), shared);
    OciImage base = SmallBase.of().with(layers);
    String name = "os:" + form.name().toLowerCase(java.util.Locale.ROOT);
    return switch (form) {
      case OCI -> push(name, written(base));
      case CHUNKED -> pushChunked(name, written(base));
      case SCHEMA_2 -> push(name, docker(written(base)));
      case INDEX -> push(name, index(base));
    };
  }

  private byte[] tree() {
    LayerTar layer = new LayerTar();
    new GeneratedLayers(random, "tree" + number++).addTo(layer);
    return layer.bytes();
  }

  private PackedLayer layer() {
    return zipped(tree());
  }

  private static PackedLayer zipped(byte[] tar) {
    return PackedLayer.of(tar, Packing.GZIP);
  }

  private Packing anyPacking() {
    List<Packing> all = List.of(Packing.values());
    return all.get(random.nextInt(all.size()));
  }

  private Path written(OciImage image) throws IOException {
    return image.write(next());
  }

  private Path index(OciImage image) throws IOException {
    OciImage other = OciImage.of(Packing.GZIP, tree()).withLabels(image.labels());
    return OciImage.writeIndex(next(), List.of(other.forArchitecture(OTHER), image));
  }

  private Path next() throws IOException {
    return Files.createDirectories(folder.resolve("image" + number++));
  }

  /** The same in Docker's schema 2, as skopeo turns it. */
  private Path docker(Path image) throws IOException {
    Path turned = next();
    Skopeo.copy("dir:" + image, "dir:" + turned, "--all", "--format=v2s2");
    return turned;
  }

  private String push(String name, Path image) {
    Skopeo.copy("dir:" + image, "docker://" + host + "/" + name, "--all", "--preserve-digests");
    return host + "/" + name;
  }

  private String pushChunked(String name, Path image) {
    Skopeo.copy(
        "dir:" + image, "docker://" + host + "/" + name, "--dest-compress-format=zstd:chunked");
    return host + "/" + name;
  }
}
