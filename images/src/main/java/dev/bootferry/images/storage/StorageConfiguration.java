package dev.bootferry.images.storage;

import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.reference.StorageSpecifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a container storage is: containers-storage.conf(5).
 *
 * @param driver {@code overlay}, or empty when the configuration leaves the choice to podman
 * @param graphRoot the store that podman writes to
 * @param additional further stores, read only, in the order in which they are searched
 */
public record StorageConfiguration(Optional<String> driver, Path graphRoot, List<Path> additional) {
  private static final Path ROOT_STORE = Path.of("/var/lib/containers/storage");

  public StorageConfiguration {
    additional = List.copyOf(additional);
  }

  /** A store named on the command line, alone but for its {@code additionalimagestore} options. */
  public static StorageConfiguration of(StorageSpecifier specifier) {
    List<Path> additional = new ArrayList<>();
    for (String option : specifier.options()) {
      int equals = option.indexOf('=');
      if (equals > 0 && option.substring(0, equals).endsWith("additionalimagestore")) {
        additional.add(Path.of(option.substring(equals + 1)));
      }
    }
    return new StorageConfiguration(specifier.driver(), specifier.graphRoot(), additional);
  }

  /**
   * The storage of whoever runs this: the file that {@code CONTAINERS_STORAGE_CONF} names, else the
   * user's, the administrator's and the distribution's, the first that is there.
   *
   * @param environment the process's
   * @param root whether it runs as root, which has a storage of its own
   * @throws dev.bootferry.core.problem.ProblemException {@code toml-invalid}, {@code
   *     file-not-readable}
   */
  public static StorageConfiguration ofHost(Map<String, String> environment, boolean root) {
    String home = environment.getOrDefault("HOME", "/root");
    Path userStore =
        Path.of(environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share"))
            .resolve("containers/storage");
    Path store = root ? ROOT_STORE : userStore;
    List<Path> files = new ArrayList<>();
    String given = environment.getOrDefault("CONTAINERS_STORAGE_CONF", "");
    if (!given.isEmpty()) {
      files.add(Path.of(given));
    } else {
      if (!root) {
        files.add(
            Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"))
                .resolve("containers/storage.conf"));
      }
      files.add(Path.of("/etc/containers/storage.conf"));
      files.add(Path.of("/usr/share/containers/storage.conf"));
    }
    for (Path file : files) {
      if (Files.exists(file)) {
        boolean systemFile = !root && given.isEmpty() && !file.startsWith(Path.of(home));
        return read(file, store, systemFile);
      }
    }
    return new StorageConfiguration(Optional.empty(), store, List.of());
  }

  /** A user takes the graph root of a system's file only where it is written for users. */
  private static StorageConfiguration read(Path file, Path store, boolean systemFileForUser) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Problem(
              CoreProblem.FILE_NOT_READABLE,
              "read " + file,
              String.valueOf(e.getMessage()),
              "Make the file readable, or name another with CONTAINERS_STORAGE_CONF.")
          .exception(e);
    }
    JsonObject storage = Toml.read(text, file.toString()).values().object("storage");
    Optional<String> graphRoot =
        storage.string(systemFileForUser ? "rootless_storage_path" : "graphroot");
    List<Path> additional =
        storage.object("options").get("additionalimagestores").stream()
            .flatMap(v -> v instanceof JsonArray array ? array.elements().stream() : null)
            .map(v -> v instanceof JsonString s ? s.value() : "")
            .filter(s -> !s.isEmpty())
            .map(Path::of)
            .toList();
    return new StorageConfiguration(
        storage.string("driver").filter(d -> !d.isEmpty()),
        graphRoot.filter(g -> !g.isEmpty() && !g.contains("$")).map(Path::of).orElse(store),
        additional);
  }

  /** All stores, the one that podman writes to first. */
  public List<Path> stores() {
    List<Path> all = new ArrayList<>();
    all.add(graphRoot);
    all.addAll(additional);
    return all;
  }
}
