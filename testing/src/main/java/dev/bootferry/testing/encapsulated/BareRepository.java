package dev.bootferry.testing.encapsulated;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A repository with one commit, made by ostree from the files of a plain image. */
record BareRepository(Path path, Checksum commit) {
  private static final List<String> EMPTIED = List.of("run", "tmp", "proc", "sys", "dev");

  /**
   * Unpacks the image and commits it, as a tool that builds such systems would have.
   *
   * @param layout an OCI layout
   * @param folder for the work, empty
   */
  static BareRepository of(CommandRunner commands, Path layout, String tag, Path folder)
      throws IOException {
    Path bundle = folder.resolve("bundle");
    run(commands, "umoci", "unpack", "--image", layout + ":" + tag, bundle.toString());
    Path root = bundle.resolve("rootfs");
    for (String name : EMPTIED) {
      run(commands, "find", root.resolve(name).toString(), "-mindepth", "1", "-delete");
    }
    for (String name : List.of("etc/hostname", "etc/resolv.conf")) {
      Path file = root.resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0) {
        Files.delete(file);
      }
    }
    Files.move(root.resolve("etc"), root.resolve("usr/etc"));
    Path repository = folder.resolve("repo");
    String repo = "--repo=" + repository;
    run(commands, "ostree", "init", repo, "--mode=bare");
    Files.writeString(
        repository.resolve("config"),
        Files.readString(repository.resolve("config")) + "fsync=false\n");
    String commit =
        run(
            commands,
            "ostree",
            "commit",
            repo,
            "--tree=dir=" + root,
            "--consume",
            "--no-bindings",
            "--timestamp=2026-01-01T00:00:00Z",
            "--subject=The sample system",
            "--add-metadata-string=version=1.0",
            "--add-detached-metadata-string=sample.signature=none",
            "--branch=sample");
    return new BareRepository(repository, new Checksum(commit));
  }

  private static String run(CommandRunner commands, String... argv) {
    return commands.run(Command.of(argv)).text();
  }

  ObjectStore objects() {
    return new ObjectStore(path);
  }

  CommitObject read() throws IOException {
    return objects().commit(commit);
  }

  byte[] bytes(ObjectType type, Checksum checksum) throws IOException {
    return objects().read(type, checksum);
  }

  /** What is kept beside the commit. */
  byte[] detached() throws IOException {
    Path object = objects().path(ObjectType.COMMIT, commit);
    try (Stream<Path> files = Files.list(object.getParent())) {
      Path file = files.filter(f -> f.toString().endsWith(".commitmeta")).findFirst().orElseThrow();
      return Files.readAllBytes(file);
    }
  }
}
