package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Volumes of media that can be taken out and that nobody has mounted: mounted here to be read,
 * until this is closed. Nothing is written to them: the journal of a file system that was not
 * unmounted in order is left as it is.
 */
final class AttachedMedia implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AttachedMedia.class.getName());

  /** A dying stick can take long to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** File systems of sticks and discs, and the options by which each stays untouched. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "vfat", "",
          "exfat", "",
          "iso9660", "",
          "udf", "",
          "ntfs3", "",
          "ext4", "noload",
          "xfs", "norecovery,nouuid",
          "btrfs", "rescue=nologreplay");

  private static final Set<MountFlag> FLAGS =
      EnumSet.of(
          MountFlag.READ_ONLY,
          MountFlag.NO_SET_USER_ID,
          MountFlag.NO_DEVICES,
          MountFlag.NO_EXECUTION);

  private final Path folder;
  private final Map<Path, Mount> mounts = new LinkedHashMap<>();

  /**
   * Mounts nothing yet.
   *
   * @param folder in which each gets a folder of its own
   */
  AttachedMedia(Path folder) {
    this.folder = folder;
  }

  /**
   * A volume.
   *
   * @param type of its file system, as mount(8) names it
   */
  record Volume(Path device, String type) {}

  /** What is attached and not mounted; empty where that cannot be found out. */
  static List<Volume> find(CommandRunner commands) {
    CommandResult result =
        commands.attempt(
            Command.of(
                    "lsblk",
                    "--json",
                    "--list",
                    "--paths",
                    "--output",
                    "PATH,FSTYPE,HOTPLUG,RM,TYPE,MOUNTPOINTS")
                .withTimeout(PATIENCE));
    try {
      return result.succeeded() ? volumes(Json.readObject(result.output(), "lsblk")) : List.of();
    } catch (ProblemException e) {
      return List.of();
    }
  }

  static List<Volume> volumes(JsonObject lsblk) {
    List<Volume> found = new ArrayList<>();
    for (JsonValue value : lsblk.array("blockdevices")) {
      if (value instanceof JsonObject device && isRemovable(device) && !isMounted(device)) {
        Optional<String> type = device.string("fstype").map(t -> t.startsWith("ext") ? "ext4" : t);
        Optional<Path> path = device.string("path").map(Path::of);
        if (path.isPresent() && type.filter(OPTIONS::containsKey).isPresent()) {
          found.add(new Volume(path.get(), type.get()));
        }
      }
    }
    return found;
  }

  private static boolean isRemovable(JsonObject device) {
    return device.isTrue("hotplug")
        || device.isTrue("rm")
        || device.string("type").equals(Optional.of("rom"));
  }

  private static boolean isMounted(JsonObject device) {
    return device.array("mountpoints").stream().anyMatch(JsonValue.JsonString.class::isInstance);
  }

  /** Mounts them. One that cannot be mounted is left out: it may not be a medium for this. */
  void mount(List<Volume> volumes) {
    for (Volume volume : volumes) {
      Path place = folder.resolve(String.valueOf(volume.device().getFileName()));
      try {
        Files.createDirectories(place);
        mounts.put(
            place,
            Mount.fileSystem(
                volume.device().toString(),
                place,
                volume.type(),
                FLAGS,
                OPTIONS.getOrDefault(volume.type(), "")));
      } catch (IOException | ProblemException e) {
        LOG.log(Level.DEBUG, "could not mount " + volume, e);
      }
    }
  }

  /** Unmounts what is of no use, so that it can be chosen as a target. */
  void keep(Predicate<Path> used) {
    List<Path> others = mounts.keySet().stream().filter(used.negate()).toList();
    others.forEach(place -> {
      Mount mount = mounts.remove(place);
      if (mount != null) {
        mount.close();
      }
    });
  }

  @Override
  public void close() {
    keep(_ -> false);
  }
}
