package dev.bootferry.partitioning.hardware;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the name of the system on a disk. Nothing is mounted: the kernel's file system code would
 * trust the disk, and would replay its journal. {@code debugfs} reads ext4 from outside; other file
 * systems keep their secret.
 */
final class InstalledSystem {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern NAME = Pattern.compile("(?m)^PRETTY_NAME=\"?([^\"\n]{1,100})\"?$");
  private static final Pattern ENTRY = Pattern.compile("/([^/\n]+\\.conf)/");
  private static final Pattern TITLE = Pattern.compile("(?m)^title (.{1,100})$");

  private final Path root;
  private final CommandRunner runner;

  InstalledSystem(Path root, CommandRunner runner) {
    this.root = root;
    this.runner = runner;
  }

  /** The first that is found. */
  Optional<String> on(String disk, List<FoundPartition> partitions) {
    Path device = root.resolve(Path.of("/").relativize(Path.of(disk)));
    if (!Files.isReadable(device)) {
      return Optional.empty();
    }
    return partitions.stream()
        .filter(partition -> partition.content().filter(c -> c.equals("ext4")).isPresent())
        .flatMap(partition -> in(device + "?offset=" + partition.place().offset()).stream())
        .findFirst();
  }

  private Optional<String> in(String fileSystem) {
    return find(NAME, debugfs(fileSystem, "cat /usr/lib/os-release"))
        .or(() -> find(NAME, debugfs(fileSystem, "cat /etc/os-release")))
        .or(() -> bootEntry(fileSystem, "/boot/loader.0/entries"))
        .or(() -> bootEntry(fileSystem, "/boot/loader.1/entries"))
        .or(() -> bootEntry(fileSystem, "/loader.0/entries"))
        .or(() -> bootEntry(fileSystem, "/loader.1/entries"));
  }

  /** The system of an ostree deployment lies deep, but its boot entry names it. */
  private Optional<String> bootEntry(String fileSystem, String folder) {
    return find(ENTRY, debugfs(fileSystem, "ls -p " + folder))
        .filter(entry -> entry.matches("[\\w.+-]+"))
        .flatMap(entry -> find(TITLE, debugfs(fileSystem, "cat " + folder + "/" + entry)));
  }

  private String debugfs(String fileSystem, String request) {
    try {
      CommandResult result =
          runner.attempt(Command.of("debugfs", "-R", request, fileSystem).withTimeout(PATIENCE));
      return result.text();
    } catch (ProblemException e) {
      return ""; // Not there, or too slow: a name is a help and not more.
    }
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }
}
