package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.deployment.sysroot.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for work in progress, on the file system of the sysroot so that files can be moved into
 * place. What a run that was killed left behind is removed by the next.
 */
public final class Staging implements AutoCloseable {
  private static final String PREFIX = ".bootferry-staging-";

  private final Path folder;

  private Staging(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty folder that only root can enter. */
  public static Staging create(Sysroot sysroot) throws IOException {
    Path parent = sysroot.root().resolve("ostree");
    removeOld(parent);
    return new Staging(
        Files.createTempDirectory(
            parent,
            PREFIX,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  private static void removeOld(Path parent) throws IOException {
    List<Path> old;
    try (Stream<Path> entries = Files.list(parent)) {
      old = entries.filter(e -> String.valueOf(e.getFileName()).startsWith(PREFIX)).toList();
    }
    for (Path folder : old) {
      FileTree.delete(folder);
    }
  }

  /** A new empty folder in it. */
  public Path newFolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** A name in it that is not taken yet. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(folder);
  }
}
