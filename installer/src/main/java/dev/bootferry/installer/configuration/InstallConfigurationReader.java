package dev.bootferry.installer.configuration;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonBoolean;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges install files as bootc does: a file shadows one of the same name in an earlier folder, the
 * rest are read in the order of their names, scalars of later files win, lists of kernel arguments
 * are joined. Keys that are not known are errors, as they are to bootc.
 */
public final class InstallConfigurationReader {
  private static final Set<String> INSTALL_KEYS =
      Set.of(
          "root-fs-type",
          "filesystem",
          "block",
          "kargs",
          "karg-deletes",
          "match-architectures",
          "ostree",
          "stateroot",
          "root-mount-spec",
          "boot-mount-spec",
          "bootupd",
          "bootloader",
          "discoverable-partitions",
          "enforce-container-sigpolicy");

  private final String architecture;
  private final Map<String, JsonValue> scalars = new LinkedHashMap<>();
  private final List<String> kargs = new ArrayList<>();
  private final List<String> kargDeletes = new ArrayList<>();
  private final Map<String, String> blsAppend = new LinkedHashMap<>();

  private InstallConfigurationReader(String architecture) {
    this.architecture = architecture;
  }

  /**
   * Reads and merges.
   *
   * @param architecture as {@code match-architectures} spells it, such as {@code x86_64}
   * @throws ProblemException {@code install-config-invalid} naming file, line and key, {@code
   *     toml-invalid}
   */
  public static InstallConfiguration read(List<InstallFile> files, String architecture) {
    Map<String, InstallFile> byName = new TreeMap<>();
    files.stream()
        .sorted(Comparator.comparing(InstallFile::base))
        .forEach(file -> byName.put(file.name(), file));
    InstallConfigurationReader reader = new InstallConfigurationReader(architecture);
    byName.values().forEach(reader::add);
    return reader.result();
  }

  private void add(InstallFile file) {
    Toml toml = Toml.read(file.text(), file.path());
    Table top = new Table(file, toml, "", toml.values());
    top.allow(Set.of("install"));
    Table install = top.table("install");
    install.allow(INSTALL_KEYS);
    List<String> architectures = install.strings("match-architectures");
    if (!architectures.isEmpty() && !architectures.contains(architecture)) {
      return;
    }
    for (String key : List.of("stateroot", "root-mount-spec", "boot-mount-spec", "bootloader")) {
      install.string(key).ifPresent(value -> scalars.put(key, JsonValue.of(value)));
    }
    for (String key : List.of("discoverable-partitions", "enforce-container-sigpolicy")) {
      install.bool(key).ifPresent(value -> scalars.put(key, JsonValue.of(value)));
    }
    install.string("root-fs-type").ifPresent(v -> scalars.put("root-fs-type", JsonValue.of(v)));
    Table filesystem = install.table("filesystem");
    filesystem.allow(Set.of("root"));
    Table root = filesystem.table("root");
    root.allow(Set.of("type"));
    root.string("type").ifPresent(v -> scalars.put("filesystem.root.type", JsonValue.of(v)));
    if (install.has("block")) {
      scalars.put("block", JsonValue.ofStrings(install.strings("block")));
    }
    Table bootupd = install.table("bootupd");
    bootupd.allow(Set.of("skip-boot-uuid"));
    bootupd.bool("skip-boot-uuid").ifPresent(v -> scalars.put("skip-boot-uuid", JsonValue.of(v)));
    Table ostree = install.table("ostree");
    ostree.allow(Set.of("bls-append-except-default"));
    ostree
        .string("bls-append-except-default")
        .ifPresent(v -> scalars.put("bls-append", JsonValue.of(v)));
    kargs.addAll(install.strings("kargs"));
    kargDeletes.addAll(install.strings("karg-deletes"));
  }

  private InstallConfiguration result() {
    for (String pair : text("bls-append").map(v -> List.of(v.split(";"))).orElse(List.of())) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        blsAppend.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    List<String> block =
        scalars.get("block") instanceof JsonArray array
            ? array.elements().stream().map(v -> ((JsonString) v).value()).toList()
            : List.of("direct");
    return new InstallConfiguration(
        text("filesystem.root.type").or(() -> text("root-fs-type")),
        block,
        kargs,
        kargDeletes,
        blsAppend,
        text("stateroot"),
        text("root-mount-spec"),
        text("boot-mount-spec"),
        isTrue("skip-boot-uuid"),
        text("bootloader"),
        isTrue("discoverable-partitions"),
        isTrue("enforce-container-sigpolicy"));
  }

  private Optional<String> text(String key) {
    return scalars.get(key) instanceof JsonString s ? Optional.of(s.value()) : Optional.empty();
  }

  private boolean isTrue(String key) {
    return scalars.get(key) instanceof JsonBoolean b && b.value();
  }

  /** A table of one file, which knows where it stands for the sake of messages. */
  private record Table(InstallFile file, Toml toml, String prefix, JsonObject values) {
    void allow(Set<String> keys) {
      for (String key : values.members().keySet()) {
        if (!keys.contains(key)) {
          throw wrong(key, "the key is not known");
        }
      }
    }

    boolean has(String key) {
      return values.members().containsKey(key);
    }

    Table table(String key) {
      JsonValue value = values.members().get(key);
      if (value == null) {
        return new Table(file, toml, path(key), new JsonObject(Map.of()));
      }
      if (value instanceof JsonObject object) {
        return new Table(file, toml, path(key), object);
      }
      throw wrong(key, "it must be a table");
    }

    Optional<String> string(String key) {
      JsonValue value = values.members().get(key);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof JsonString s) {
        return Optional.of(s.value());
      }
      throw wrong(key, "it must be a string");
    }

    Optional<Boolean> bool(String key) {
      JsonValue value = values.members().get(key);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof JsonBoolean b) {
        return Optional.of(b.value());
      }
      throw wrong(key, "it must be true or false");
    }

    List<String> strings(String key) {
      JsonValue value = values.members().get(key);
      if (value == null) {
        return List.of();
      }
      List<String> result = new ArrayList<>();
      if (value instanceof JsonArray array) {
        for (JsonValue element : array.elements()) {
          if (!(element instanceof JsonString s)) {
            throw wrong(key, "it must be a list of strings");
          }
          result.add(s.value());
        }
        return result;
      }
      throw wrong(key, "it must be a list of strings");
    }

    private String path(String key) {
      return prefix.isEmpty() ? key : prefix + "." + key;
    }

    private ProblemException wrong(String key, String why) {
      return new Problem(
              InstallerProblem.INSTALL_CONFIG_INVALID,
              "read " + file.path() + ", line " + toml.line(path(key)) + ": " + path(key),
              why,
              "Mend the file in the image that brings it (or on this host, for one in /run), as"
                  + " bootc-install-config(5) describes.")
          .exception();
    }
  }
}
