package dev.bootferry.partitioning.target;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identities of all disks of a machine. Where udev runs, {@code lsblk} knows most; the rest is
 * from {@code /sys}, which is all there is in a container.
 */
final class DiskIdentities {
  private static final String COLUMNS = "KNAME,MODEL,VENDOR,SERIAL,WWN,TRAN,FSTYPE";

  /** A dying disk can take long to answer, and lsblk asks every one. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BlockTree tree;
  private final Map<String, JsonObject> listed;
  private final Map<String, List<String>> links;

  private DiskIdentities(
      BlockTree tree, Map<String, JsonObject> listed, Map<String, List<String>> links) {
    this.tree = tree;
    this.listed = listed;
    this.links = links;
  }

  /**
   * Looks.
   *
   * @param root holds {@code dev}
   */
  static DiskIdentities read(Path root, BlockTree tree, CommandRunner runner) {
    return new DiskIdentities(tree, list(runner), links(root.resolve("dev/disk")));
  }

  /** Of the device with this name in {@code /sys/class/block}. */
  DiskIdentity of(String name) {
    // A multipath disk is the same disk as each of its paths, which know more about it.
    String source =
        tree.isMultipath(name) ? tree.slaves(name).stream().findFirst().orElse(name) : name;
    JsonObject row = listed.getOrDefault(source, new JsonObject(Map.of()));
    return new DiskIdentity(
        known(row, "model").or(() -> tree.text(source, "device/model")),
        known(row, "vendor")
            .or(() -> tree.text(source, "device/vendor"))
            .filter(v -> !v.startsWith("0x")),
        known(row, "serial")
            .or(() -> tree.text(source, "serial"))
            .or(() -> tree.text(source, "device/serial")),
        known(row, "wwn")
            .or(() -> tree.text(source, "wwid"))
            .or(() -> tree.text(source, "device/wwid").filter(w -> !w.startsWith("t10."))),
        links.getOrDefault(name, List.of()),
        tree.size(name),
        tree.text(source, "queue/rotational").equals(Optional.of("1")),
        tree.text(source, "removable").equals(Optional.of("1")),
        known(row, "tran").or(() -> tree.transport(source)),
        known(row, "fstype").equals(Optional.of(Signature.MULTIPATH)));
  }

  /** The names below {@code /dev/disk} of any device, such as {@code by-label/...}. */
  List<String> linksOf(String name) {
    return links.getOrDefault(name, List.of());
  }

  private static Optional<String> known(JsonObject row, String column) {
    return row.string(column).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Map<String, JsonObject> list(CommandRunner runner) {
    Map<String, JsonObject> rows = new HashMap<>();
    try {
      CommandResult result =
          runner.attempt(
              Command.of("lsblk", "--json", "--nodeps", "--output", COLUMNS).withTimeout(PATIENCE));
      if (result.output().length > 0) {
        for (JsonValue device : Json.readObject(result.output(), "lsblk").array("blockdevices")) {
          if (device instanceof JsonObject row) {
            row.string("kname").ifPresent(name -> rows.put(name, row));
          }
        }
      }
    } catch (ProblemException e) {
      return Map.of(); // It is not there or hangs; /sys has the rest.
    }
    return rows;
  }

  private static Map<String, List<String>> links(Path folder) {
    Map<String, List<String>> links = new HashMap<>();
    for (Path kind : list(folder)) {
      for (Path link : list(kind)) {
        try {
          String device = String.valueOf(link.toRealPath().getFileName());
          links
              .computeIfAbsent(device, _ -> new ArrayList<>())
              .add(kind.getFileName() + "/" + link.getFileName());
        } catch (IOException e) {
          var _ = e; // It leads to a device that is gone.
        }
      }
    }
    return links;
  }

  private static List<Path> list(Path folder) {
    List<Path> paths = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return paths;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    paths.sort(null);
    return paths;
  }
}
