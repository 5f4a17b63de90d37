package dev.bootferry.installer.preflight;

import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.installer.configuration.InstallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the install files: the image's, and in {@code /run} this machine's, which go before. */
final class InstallFiles {
  private static final String SUFFIX = ".toml";

  private InstallFiles() {}

  /**
   * Finds them.
   *
   * @param host this machine's root
   */
  static List<InstallFile> find(ImageTree tree, Path host) throws IOException {
    List<InstallFile> files = new ArrayList<>();
    for (InstallFile.Base base : InstallFile.Base.values()) {
      if (base == InstallFile.Base.RUN) {
        files.addAll(ofHost(host.resolve(base.folder())));
        continue;
      }
      for (TreeEntry entry : tree.list(base.folder())) {
        if (entry.name().endsWith(SUFFIX)) {
          tree.read(entry.path())
              .ifPresent(bytes ->
                  files.add(
                      new InstallFile(
                          base, entry.name(), new String(bytes, StandardCharsets.UTF_8))));
        }
      }
    }
    return files;
  }

  private static List<InstallFile> ofHost(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<InstallFile> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SUFFIX)) {
          files.add(
              new InstallFile(
                  InstallFile.Base.RUN, name, Files.readString(file, StandardCharsets.UTF_8)));
        }
      }
    }
    return files;
  }
}
