package dev.bootferry.deployment.bound;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Gives images of a store names that skopeo would spell in another way: bootc keeps an image only
 * while one of its names is exactly what a unit writes.
 */
final class StoreNames {
  /** Length of the mark that containers/storage leaves in a lock file with every change. */
  private static final int MARK_BYTES = 64;

  private StoreNames() {}

  /** Adds the name to this image, and takes it from any other. Under the store's own lock. */
  static void give(Path store, String imageId, String name) throws IOException {
    edit(store, images -> renamed(images, imageId, name));
  }

  /** Takes the name from whatever image has it. */
  static void take(Path store, String name) throws IOException {
    edit(store, images -> renamed(images, "", name));
  }

  /** Changes the index of a store's images under its lock. */
  static void edit(Path store, UnaryOperator<JsonValue> change) throws IOException {
    Path folder = store.resolve("overlay-images");
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve("images.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      // Held until the file is closed: fcntl(2) locks, as containers/storage takes them.
      var _ = lock.lock();
      Path index = folder.resolve("images.json");
      JsonValue images = Json.read(Files.readAllBytes(index), index.toString());
      AtomicFile.write(index, Json.write(change.apply(images)));
      Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-------"));
      byte[] mark = new byte[MARK_BYTES];
      new SecureRandom().nextBytes(mark);
      ByteBuffer buffer = ByteBuffer.wrap(mark);
      while (buffer.hasRemaining()) {
        lock.write(buffer, buffer.position());
      }
    }
  }

  static JsonValue renamed(JsonValue images, String imageId, String name) {
    List<JsonValue> changed = new ArrayList<>();
    if (images instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        changed.add(element instanceof JsonObject image ? renamed(image, imageId, name) : element);
      }
    }
    return new JsonArray(changed);
  }

  private static JsonObject renamed(JsonObject image, String imageId, String name) {
    List<String> names = new ArrayList<>();
    for (JsonValue known : image.array("names")) {
      if (known instanceof JsonString(String text) && !text.equals(name)) {
        names.add(text);
      }
    }
    if (image.string("id").filter(imageId::equals).isPresent()) {
      names.add(name);
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(image.members());
    members.put("names", JsonValue.ofStrings(names));
    return new JsonObject(members);
  }
}
