package dev.bootferry.deployment.bound;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes images of one store over into another one on the same file system: the files of layers
 * become hard links, since neither store ever changes them; the indexes are written anew.
 */
public final class StoreCopy {
  private final CommandRunner host;

  /**
   * Prepares.
   *
   * @param host runs {@code cp}, which keeps owners, modes and all extended attributes
   */
  public StoreCopy(CommandRunner host) {
    this.host = host;
  }

  /**
   * Takes over. Images that the target has already are left alone but for their names.
   *
   * @param images each is in {@code from}, under whatever name
   */
  public void copy(BoundStore from, BoundStore to, List<SetImage> images) throws IOException {
    Map<String, List<String>> names =
        images.stream()
            .collect(
                Collectors.groupingBy(
                    BoundStore::id,
                    LinkedHashMap::new,
                    Collectors.mapping(SetImage::reference, Collectors.toList())));
    Path imageIndex = Path.of("overlay-images/images.json");
    Path layerIndex = Path.of("overlay-layers/layers.json");
    Set<String> taken = names.keySet();
    List<JsonObject> newImages =
        objects(from.path().resolve(imageIndex)).stream()
            .filter(image -> taken.contains(id(image)))
            .map(image -> renamed(image, names.getOrDefault(id(image), List.of())))
            .toList();
    List<JsonObject> newLayers = layersOf(newImages, objects(from.path().resolve(layerIndex)));
    for (JsonObject layer : newLayers) {
      link(from, to, "overlay/" + id(layer));
      link(from, to, "overlay-layers/" + id(layer) + ".tar-split.gz");
      shortLink(to, id(layer));
    }
    for (JsonObject image : newImages) {
      link(from, to, "overlay-images/" + id(image));
    }
    // Layers before images, as containers/storage does: an image never names what is not there.
    write(to.path().resolve(layerIndex), newLayers);
    write(to.path().resolve(imageIndex), newImages);
  }

  private void link(BoundStore from, BoundStore to, String path) throws IOException {
    Path source = from.path().resolve(path);
    Path target = to.path().resolve(path);
    if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path temporary = target.resolveSibling(".taken-over-" + target.getFileName());
      host.run(Command.of("rm", "-rf", temporary.toString()));
      host.run(Command.of("cp", "--archive", "--link", source.toString(), temporary.toString()));
      Files.move(temporary, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The overlay driver mounts layers by short names in {@code l}. */
  private static void shortLink(BoundStore store, String layer) throws IOException {
    Path overlay = store.path().resolve("overlay");
    Path named = overlay.resolve(layer).resolve("link");
    if (!Files.exists(named)) {
      return;
    }
    Path folder = Files.createDirectories(overlay.resolve("l"));
    Path link = folder.resolve(Files.readString(named).strip());
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, Path.of("..", layer, "diff"));
    }
  }

  /** The layers that these images stand on. */
  private static List<JsonObject> layersOf(List<JsonObject> images, List<JsonObject> layers) {
    Map<String, JsonObject> byId = new LinkedHashMap<>();
    layers.forEach(layer -> byId.put(id(layer), layer));
    Set<String> needed = new LinkedHashSet<>();
    for (JsonObject image : images) {
      String layer = image.string("layer").orElse("");
      while (byId.containsKey(layer) && needed.add(layer)) {
        layer = byId.get(layer).string("parent").orElse("");
      }
    }
    return layers.stream().filter(layer -> needed.contains(id(layer))).toList();
  }

  /** Adds to an index what is not in it, by id; an image that is there gets further names. */
  private static void write(Path index, List<JsonObject> added) throws IOException {
    Map<String, JsonObject> byId = new LinkedHashMap<>();
    objects(index).forEach(object -> byId.put(id(object), object));
    for (JsonObject object : added) {
      JsonObject present = byId.putIfAbsent(id(object), object);
      if (present != null && !object.array("names").isEmpty()) {
        Set<String> names = new LinkedHashSet<>(names(present));
        names.addAll(names(object));
        byId.put(id(object), renamed(present, List.copyOf(names)));
      }
    }
    dev.bootferry.core.io.AtomicFile.write(
        index, Json.write(JsonValue.of(new ArrayList<JsonValue>(byId.values()))));
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-------"));
  }

  private static JsonObject renamed(JsonObject image, List<String> names) {
    Map<String, JsonValue> members = new LinkedHashMap<>(image.members());
    members.put("names", JsonValue.ofStrings(names));
    return new JsonObject(members);
  }

  private static List<String> names(JsonObject image) {
    return image.array("names").stream()
        .flatMap(name ->
            name instanceof JsonValue.JsonString(String text) ? Stream.of(text) : Stream.empty())
        .toList();
  }

  private static List<JsonObject> objects(Path index) throws IOException {
    List<JsonObject> objects = new ArrayList<>();
    if (Files.exists(index)
        && Files.size(index) > 0
        && Json.read(Files.readAllBytes(index), index.toString()) instanceof JsonArray array) {
      for (JsonValue value : array.elements()) {
        if (value instanceof JsonObject object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static String id(JsonObject object) {
    return object.string("id").orElse("");
  }
}
