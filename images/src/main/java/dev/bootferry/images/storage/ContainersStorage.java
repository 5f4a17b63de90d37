package dev.bootferry.images.storage;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.reference.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a container storage with the overlay driver, as podman, buildah, skopeo and CRI-O write it,
 * without taking its locks: its indexes are replaced whole, so what is read is always consistent.
 * Everything read is verified by digest later.
 */
public final class ContainersStorage {
  private static final int MAX_BIG_DATA = 16 << 20;

  private final StorageConfiguration configuration;

  /**
   * Opens nothing yet.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code storage-invalid} for a driver other
   *     than overlay
   */
  public ContainersStorage(StorageConfiguration configuration) {
    this.configuration = configuration;
    Optional<String> other =
        configuration
            .driver()
            .filter(d -> !d.equals("overlay") && !d.equals("overlay2"))
            .or(() -> foreignDriver(configuration.graphRoot()));
    if (other.isPresent()) {
      throw new Problem(
              ImagesProblem.STORAGE_INVALID,
              "read the container storage " + configuration.graphRoot(),
              "it uses the driver " + other.get(),
              "Only the driver overlay is supported: copy the image with skopeo into an OCI layout"
                  + " (oci:PATH) and use that.")
          .exception();
    }
  }

  private static Optional<String> foreignDriver(Path graphRoot) {
    boolean overlay = Files.exists(graphRoot.resolve("overlay-images"));
    return !overlay && Files.exists(graphRoot.resolve("vfs-images"))
        ? Optional.of("vfs")
        : Optional.empty();
  }

  /** For messages. */
  public String name() {
    return configuration.graphRoot().toString();
  }

  /** All images of all stores, in the order in which they are searched. */
  public List<StoredImage> images() throws IOException {
    List<StoredImage> images = new ArrayList<>();
    for (Path store : configuration.stores()) {
      for (JsonObject json : index(store, "overlay-images/images.json")) {
        images.add(image(store, json));
      }
    }
    return images;
  }

  /**
   * The image of this name, as podman would find it: by its complete name; a short name also under
   * {@code localhost/}; a name with a digest also by any of its names in the same repository.
   */
  public Optional<StoredImage> find(String name) throws IOException {
    List<StoredImage> images = images();
    ImageName parsed = ImageName.parse(name);
    for (String candidate : candidates(name, parsed)) {
      for (StoredImage image : images) {
        if (image.names().contains(candidate)) {
          return Optional.of(image);
        }
      }
    }
    if (parsed.digest().isPresent()) {
      Digest digest = parsed.digest().get();
      for (StoredImage image : images) {
        boolean sameRepository =
            image.names().stream()
                .anyMatch(n -> ImageName.parse(n).repository().equals(parsed.repository()));
        if (sameRepository && image.digests().contains(digest)) {
          return Optional.of(image);
        }
      }
    }
    return Optional.empty();
  }

  /** The image whose id begins so. */
  public Optional<StoredImage> findById(String prefix) throws IOException {
    return images().stream().filter(i -> i.id().startsWith(prefix)).findFirst();
  }

  private static List<String> candidates(String name, ImageName parsed) {
    List<String> candidates = new ArrayList<>();
    if (!name.contains("/")) {
      ImageName local = ImageName.parse("localhost/" + name);
      candidates.add(local.canonical());
    }
    candidates.add(parsed.canonical());
    if (parsed.digest().isPresent()) {
      parsed.writtenTag().ifPresent(t -> candidates.add(parsed.repository() + ":" + t));
      // A name with tag and digest stands for the digest; the tag alone may be another image by
      // now.
      candidates.removeIf(c -> !c.contains("@"));
    }
    return candidates;
  }

  /**
   * The layers of an image, the lowest first.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code storage-invalid} when one is missing
   */
  public List<StoredLayer> layers(StoredImage image) throws IOException {
    List<StoredLayer> known = new ArrayList<>();
    List<Path> stores = new ArrayList<>(List.of(image.store()));
    configuration.stores().stream().filter(s -> !stores.contains(s)).forEach(stores::add);
    for (Path store : stores) {
      for (String index : List.of("layers.json", "volatile-layers.json")) {
        for (JsonObject json : index(store, "overlay-layers/" + index)) {
          known.add(layer(store, json));
        }
      }
    }
    List<StoredLayer> layers = new ArrayList<>();
    Optional<String> next = image.topLayer();
    while (next.isPresent()) {
      String id = next.get();
      StoredLayer found =
          known.stream()
              .filter(l -> l.id().equals(id))
              .findFirst()
              .orElseThrow(() -> damaged(image, "its layer " + id + " is not there"));
      if (layers.size() > known.size()) {
        throw damaged(image, "its layers run in a circle");
      }
      layers.addFirst(found);
      next = found.parent();
    }
    return layers;
  }

  /**
   * A document that is kept with an image: a manifest ({@code manifest}, {@code
   * manifest-sha256:...}) or the configuration ({@code sha256:...}).
   */
  public Optional<byte[]> bigData(StoredImage image, String key) throws IOException {
    Path file = image.store().resolve("overlay-images").resolve(image.id()).resolve(fileName(key));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BIG_DATA) {
      throw damaged(image, file.getFileName() + " is larger than " + MAX_BIG_DATA + " bytes");
    }
    return Optional.of(Files.readAllBytes(file));
  }

  /**
   * The file of such a document in an image's folder, as containers/storage names it: a key that is
   * no plain word becomes {@code =} and base64.
   */
  public static String fileName(String key) {
    boolean plain = key.chars().allMatch(c -> c == '.' || Character.isLetterOrDigit(c));
    return plain
        ? key
        : "=" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonObject> index(Path store, String name) throws IOException {
    Path file = store.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      return List.of();
    }
    List<JsonObject> objects = new ArrayList<>();
    if (Json.read(bytes, file.toString()) instanceof JsonArray array) {
      for (JsonValue value : array.elements()) {
        if (value instanceof JsonObject object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static StoredImage image(Path store, JsonObject json) {
    Set<Digest> digests = new HashSet<>();
    json.strings("big-data-digests").entrySet().stream()
        .filter(e -> e.getKey().startsWith("manifest"))
        .flatMap(e -> Digest.tryParse(e.getValue()).stream())
        .forEach(digests::add);
    Optional<Digest> digest = json.string("digest").flatMap(Digest::tryParse);
    digest.ifPresent(digests::add);
    return new StoredImage(
        store,
        id(json),
        json.array("names").stream()
            .flatMap(v -> v instanceof JsonString s ? Optional.of(s.value()).stream() : null)
            .toList(),
        digests,
        digest,
        json.string("layer").filter(l -> !l.isEmpty()));
  }

  private static StoredLayer layer(Path store, JsonObject json) {
    return new StoredLayer(
        store,
        id(json),
        json.string("parent").filter(p -> !p.isEmpty()),
        json.string("diff-digest").flatMap(Digest::tryParse),
        json.number("diff-size").orElse(-1L));
  }

  /** Ids become parts of paths, so they are checked. */
  private static String id(JsonObject json) {
    String id = json.string("id").orElse("");
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")) {
      throw new Problem(
              ImagesProblem.STORAGE_INVALID,
              "read a container storage",
              "'" + id + "' is no id of an image or layer",
              "The storage is damaged: pull the images again into a new one.")
          .exception();
    }
    return id;
  }

  RuntimeException damaged(StoredImage image, String why) {
    return new Problem(
            ImagesProblem.STORAGE_INVALID,
            "read image "
                + image.names().stream().findFirst().orElse(image.id())
                + " of the container storage "
                + image.store(),
            why,
            "Remove the image with podman rmi and pull or build it again.")
        .exception();
  }
}
