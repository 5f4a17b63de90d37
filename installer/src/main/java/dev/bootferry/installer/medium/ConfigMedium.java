package dev.bootferry.installer.medium;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.OutputFile;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountEntry;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file of an unattended installation, and the volume it was found on. That is mounted to be
 * read, unless it is mounted already; closing unmounts it.
 */
public final class ConfigMedium implements AutoCloseable {
  /** The folder on the volume that gets the logs. */
  public static final String LOGS = "bootferry-logs";

  private static final Set<MountFlag> HARMLESS =
      EnumSet.of(MountFlag.NO_SET_USER_ID, MountFlag.NO_DEVICES, MountFlag.NO_EXECUTION);

  private final Path file;
  private final Optional<Path> root;
  private final Optional<Mount> mount;

  private ConfigMedium(Path file, Optional<Path> root, Optional<Mount> mount) {
    this.file = file;
    this.root = root;
    this.mount = mount;
  }

  /**
   * Finds the file.
   *
   * @param folder where a volume is mounted; made when it is missing
   * @throws ProblemException {@code configuration-not-found}, {@code configuration-ambiguous} when
   *     several volumes have that label
   */
  public static ConfigMedium find(ConfigPlace place, Path folder, CommandRunner commands)
      throws IOException {
    if (place.tag().isEmpty()) {
      requireFile(place, Optional.of(place.path()));
      return new ConfigMedium(place.path(), Optional.empty(), Optional.empty());
    }
    Path device = device(place, place.tag().get(), commands);
    Optional<Path> mounted =
        MountTable.read().entries().stream()
            .filter(entry -> entry.root().equals("/") && isOf(entry, device))
            .map(MountEntry::target)
            .findFirst();
    if (mounted.isPresent()) {
      return new ConfigMedium(within(place, mounted.get()), mounted, Optional.empty());
    }
    Files.createDirectories(folder);
    Mount mount = Mount.fileSystem(device.toString(), folder, type(device, commands), with(), "");
    boolean done = false;
    try {
      ConfigMedium medium =
          new ConfigMedium(within(place, folder), Optional.of(folder), Optional.of(mount));
      done = true;
      return medium;
    } finally {
      if (!done) {
        mount.close();
      }
    }
  }

  private static Set<MountFlag> with() {
    Set<MountFlag> flags = EnumSet.copyOf(HARMLESS);
    flags.add(MountFlag.READ_ONLY);
    return flags;
  }

  private static boolean isOf(MountEntry entry, Path device) {
    try {
      return entry.source().startsWith("/dev/")
          && Path.of(entry.source()).toRealPath().equals(device);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path device(ConfigPlace place, String tag, CommandRunner commands)
      throws IOException {
    List<String> found =
        commands
            .attempt(Command.of("blkid", "-c", "/dev/null", "-t", tag, "-o", "device"))
            .text()
            .lines()
            .toList();
    if (found.isEmpty()) {
      throw notFound(place, "there is no such volume");
    }
    if (found.size() > 1) {
      throw new Problem(
              InstallerProblem.CONFIG_AMBIGUOUS,
              "read " + place,
              "there are several: " + String.join(", ", found),
              "Take all but one out, or name it by UUID with the kernel argument "
                  + ConfigPlace.ARGUMENT
                  + ".")
          .exception();
    }
    return Path.of(found.getFirst()).toRealPath();
  }

  private static String type(Path device, CommandRunner commands) {
    return commands
        .run(Command.of("blkid", "-c", "/dev/null", "-s", "TYPE", "-o", "value", device.toString()))
        .text();
  }

  /** No link on the volume leads out of it. */
  private static Path within(ConfigPlace place, Path root) throws IOException {
    Optional<Path> file = InRoot.resolve(root, place.path().toString().substring(1));
    requireFile(place, file);
    return file.orElseThrow();
  }

  private static void requireFile(ConfigPlace place, Optional<Path> file) {
    if (file.filter(Files::isRegularFile).isEmpty()) {
      throw notFound(place, "there is no such file");
    }
  }

  private static ProblemException notFound(ConfigPlace place, String why) {
    return new Problem(
            InstallerProblem.CONFIG_NOT_FOUND,
            "read " + place,
            why,
            "Attach the volume, name another place with the kernel argument "
                + ConfigPlace.ARGUMENT
                + ", or give --config FILE.")
        .exception();
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Keeps a text on the volume, in the folder {@link #LOGS}; one that is there already stays, and
   * the new one gets a number behind its name. Everything is on the medium afterwards.
   *
   * @return where it is; empty when the file was on no volume of its own
   * @throws IOException when it cannot be written, as on a medium that is read-only
   */
  public Optional<String> keep(String name, String text) throws IOException {
    if (root.isEmpty()) {
      return Optional.empty();
    }
    try {
      mount.ifPresent(m -> m.remount(HARMLESS, ""));
      return Optional.of(write(root.get(), name, text.getBytes(StandardCharsets.UTF_8)));
    } catch (ProblemException e) {
      throw new IOException(e.problem().why(), e);
    } finally {
      mount.ifPresent(ConfigMedium::settle);
    }
  }

  private static String write(Path root, String name, byte[] bytes) throws SystemCallException {
    try (Directory top = Directory.open(root)) {
      if (top.status(LOGS).isEmpty()) {
        top.makeDirectory(LOGS, 0755);
      }
      try (Directory logs = top.openDirectory(LOGS)) {
        String free = name;
        for (int number = 2; logs.status(free).isPresent(); number++) {
          free = name + "." + number;
        }
        try (OutputFile out = logs.create(free, 0600)) {
          out.write(bytes, 0, bytes.length, 0);
        }
        return LOGS + "/" + free;
      }
    }
  }

  /** Whoever pulls the stick out now loses nothing. */
  private static void settle(Mount mount) {
    mount.sync();
    mount.remount(with(), "");
  }

  @Override
  public void close() {
    mount.ifPresent(Mount::close);
  }
}
