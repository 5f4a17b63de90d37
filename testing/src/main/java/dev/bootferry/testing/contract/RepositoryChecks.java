package dev.bootferry.testing.contract;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.files.KeyFile;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The repository and its objects. */
final class RepositoryChecks {
  private static final Set<String> SUFFIXES =
      Set.of("file", "commit", "dirtree", "dirmeta", "commitmeta");

  private RepositoryChecks() {}

  static List<Check> run(Path root, Repository repository) throws IOException {
    Checks checks = new Checks("repository");
    KeyFile config = KeyFile.parse(Files.readString(repository.path().resolve("config")));
    checks.equal("its version is 1", Optional.of("1"), () -> config.get("core", "repo_version"));
    checks.equal("its mode is bare", Optional.of("bare"), () -> config.get("core", "mode"));
    checks.equal(
        "ostree leaves the boot loader alone",
        Optional.of("none"),
        () -> config.get("sysroot", "bootloader"));
    checks.holds(
        "boot entries name files with /boot", () -> config.isTrue("sysroot", "bootprefix"));
    checks.holds(
        "the sysroot is mounted read-only at boot", () -> config.isTrue("sysroot", "readonly"));
    checks.equal(
        "writes are forced to the disk again",
        Optional.empty(),
        () -> config.get("core", "fsync").filter("false"::equals));
    for (String folder : List.of("boot", "ostree", "ostree/repo", "ostree/deploy")) {
      checks.holds(
          "the folder " + folder + " is there",
          () -> Files.isDirectory(root.resolve(folder), LinkOption.NOFOLLOW_LINKS));
    }
    checks.equal("the mode of /boot is 0755", 0755, () -> mode(root, "boot"));
    checks.rule(
        "no work in progress is left",
        () -> {
          try (Stream<Path> entries = Files.list(root.resolve("ostree"))) {
            return entries
                .map(e -> String.valueOf(e.getFileName()))
                .filter(name -> name.startsWith(".bootferry"))
                .findFirst();
          }
        });
    checks.rule(
        "no commit is partial",
        () -> {
          Path state = repository.path().resolve("state");
          if (!Files.isDirectory(state)) {
            return Optional.empty();
          }
          try (Stream<Path> entries = Files.list(state)) {
            return entries
                .map(Path::toString)
                .filter(n -> n.endsWith(".commitpartial"))
                .findFirst();
          }
        });
    List<Path> objects = repository.files();
    checks.holds("there are objects", () -> objects.size() > 3);
    checks.rule("every object has a name of ostree's form", () -> misnamed(objects));
    checks.rule("every metadata object is what its name says", () -> wrongMetadata(objects));
    checks.rule("every file object is what its name says", () -> wrongFile(objects));
    checks.rule("files are regular or links, of ordinary modes", () -> wrongKind(objects));
    checks.rule("regular files have the modification time 0", () -> wrongTime(objects));
    return checks.results();
  }

  static int mode(Path folder, String name) throws IOException {
    try (Directory directory = Directory.open(folder)) {
      return directory.status(name).orElseThrow().mode();
    }
  }

  private static String suffix(Path object) {
    String name = String.valueOf(object.getFileName());
    return name.substring(name.indexOf('.') + 1);
  }

  private static String checksum(Path object) {
    String name = String.valueOf(object.getFileName());
    return Repository.folder(object).getFileName() + name.substring(0, name.indexOf('.'));
  }

  private static Optional<String> misnamed(List<Path> objects) {
    return objects.stream()
        .filter(o -> !SUFFIXES.contains(suffix(o)) || !checksum(o).matches("[0-9a-f]{64}"))
        .map(Path::toString)
        .findFirst();
  }

  private static Optional<String> wrongMetadata(List<Path> objects) throws IOException {
    for (Path object : objects) {
      String suffix = suffix(object);
      if (suffix.equals("file") || suffix.equals("commitmeta")) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(object);
      if (!Digest.sha256(bytes).hex().equals(checksum(object))) {
        return Optional.of(object + " has other content");
      }
      // Written anew it must be the same: names are sorted, numbers in network order.
      boolean same =
          switch (suffix) {
            case "commit" -> java.util.Arrays.equals(CommitObject.parse(bytes).bytes(), bytes);
            case "dirtree" -> java.util.Arrays.equals(DirTree.parse(bytes).bytes(), bytes);
            default -> true;
          };
      if (!same) {
        return Optional.of(object + " is not in normal form");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrongFile(List<Path> objects) throws IOException {
    for (Path object : objects) {
      if (suffix(object).equals("file") && !FileChecksum.of(object).equals(checksum(object))) {
        return Optional.of(object.toString());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrongKind(List<Path> objects) throws IOException {
    for (Path object : objects) {
      boolean link = Files.isSymbolicLink(object);
      boolean regular = Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS);
      if (!link && !regular) {
        return Optional.of(object.toString());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrongTime(List<Path> objects) throws IOException {
    for (Path object : objects) {
      if (suffix(object).equals("file") && !Files.isSymbolicLink(object)) {
        try (Directory folder = Directory.open(Repository.folder(object))) {
          FileStatus status = folder.status(String.valueOf(object.getFileName())).orElseThrow();
          if (status.mtimeSeconds() != 0) {
            return Optional.of(object + ": " + status.mtimeSeconds());
          }
        }
      }
    }
    return Optional.empty();
  }
}
