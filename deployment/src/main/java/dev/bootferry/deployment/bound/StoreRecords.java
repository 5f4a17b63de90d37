package dev.bootferry.deployment.bound;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.opening.PulledRecord;
import dev.bootferry.images.storage.ContainersStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives an image of a store the documents by which it was once pulled, as the store that it comes
 * from has them: the store then finds the image by the digest of each, and podman by the name that
 * a unit spells with it.
 */
final class StoreRecords {
  private static final String MANIFEST = "manifest";

  private StoreRecords() {}

  /** Adds them; on failure documents may be there that the store's index does not name. */
  static void keep(Path store, String imageId, PulledRecord record) throws IOException {
    Map<String, RawManifest> documents = new LinkedHashMap<>();
    documents.put(MANIFEST, record.manifest());
    for (RawManifest document : record.documents()) {
      documents.put(MANIFEST + "-" + document.digest(), document);
    }
    Path folder = store.resolve("overlay-images").resolve(imageId);
    for (Map.Entry<String, RawManifest> document : documents.entrySet()) {
      Path file = folder.resolve(ContainersStorage.fileName(document.getKey()));
      AtomicFile.write(file, document.getValue().bytes());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    StoreNames.edit(store, images -> recorded(images, imageId, documents));
  }

  static JsonValue recorded(JsonValue images, String imageId, Map<String, RawManifest> documents) {
    List<JsonValue> changed = new ArrayList<>();
    if (images instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        boolean is =
            element instanceof JsonObject image
                && image.string("id").filter(imageId::equals).isPresent();
        changed.add(is ? recorded((JsonObject) element, documents) : element);
      }
    }
    return new JsonArray(changed);
  }

  private static JsonObject recorded(JsonObject image, Map<String, RawManifest> documents) {
    List<String> names = new ArrayList<>();
    for (JsonValue name : image.array("big-data-names")) {
      if (name instanceof JsonString(String text)) {
        names.add(text);
      }
    }
    Map<String, JsonValue> sizes = new LinkedHashMap<>(image.object("big-data-sizes").members());
    Map<String, JsonValue> digests =
        new LinkedHashMap<>(image.object("big-data-digests").members());
    documents.forEach((key, document) -> {
      if (!names.contains(key)) {
        names.add(key);
      }
      sizes.put(key, JsonValue.of(document.size()));
      digests.put(key, JsonValue.of(document.digest().toString()));
    });
    Map<String, JsonValue> members = new LinkedHashMap<>(image.members());
    members.put("digest", digests.getOrDefault(MANIFEST, JsonValue.NULL));
    members.put("big-data-names", JsonValue.ofStrings(names));
    members.put("big-data-sizes", new JsonObject(sizes));
    members.put("big-data-digests", new JsonObject(digests));
    return new JsonObject(members);
  }
}
