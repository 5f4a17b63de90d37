package dev.bootferry.images.source.layout;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layout.FolderFiles;
import dev.bootferry.images.layout.LayoutFile;
import dev.bootferry.images.layout.LayoutFiles;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.layout.TarFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** Opens what should be a layout, and says what it is when it is none. */
final class LayoutOpening {
  private LayoutOpening() {}

  static LayoutFiles folder(Path path, String name) {
    if (Files.isDirectory(path)) {
      return new FolderFiles(path);
    }
    if (Files.exists(path)) {
      throw invalid(name, "it is not a folder", "For a tar write oci-archive:" + path + " .");
    }
    throw missing(name);
  }

  static LayoutFiles archive(Path path, String name) throws IOException {
    if (Files.isDirectory(path)) {
      throw invalid(name, "it is a folder", "For a folder write oci:" + path + " .");
    }
    if (!Files.exists(path)) {
      throw missing(name);
    }
    if (!Files.isRegularFile(path)) {
      throw invalid(name, "it is not a regular file", "Name a tar that lies in a file.");
    }
    Optional<String> compression = compression(path);
    if (compression.isPresent()) {
      throw invalid(
          name,
          "it is compressed with " + compression.get() + ", and would have to be unpacked to read",
          "Decompress it first: " + compression.get() + " -d < " + path + " > image.tar");
    }
    TarFiles files = TarFiles.open(path);
    if (files.damage().isPresent()) {
      files.close();
      throw invalid(
          name, files.damage().get(), "The file is no tar or was cut off: copy or make it again.");
    }
    return files;
  }

  /**
   * The file index.json.
   *
   * @throws ProblemException {@code source-invalid} when there is none
   */
  static LayoutFile index(LayoutFiles files, String name) throws IOException {
    Optional<LayoutFile> index = files.file(LayoutPaths.INDEX);
    if (index.isPresent()) {
      return index.get();
    }
    if (files.file("manifest.json").isPresent()) {
      String path = files.name();
      throw invalid(
          name,
          "it has no index.json but a manifest.json: it is of another format",
          "Copy it into a layout: skopeo copy docker-archive:"
              + path
              + " oci-archive:image.tar:NAME (or from dir:"
              + path
              + " for a folder).");
    }
    throw invalid(
        name,
        "there is no index.json in it",
        "It is no OCI image layout: check the path; 'skopeo copy' makes one.");
  }

  /** The program that undoes it, by the first bytes; empty for what may be a tar. */
  private static Optional<String> compression(Path path) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(path)) {
      start = HexFormat.of().formatHex(in.readNBytes(6));
    }
    if (start.startsWith("1f8b")) {
      return Optional.of("gzip");
    }
    if (start.startsWith("28b52ffd")) {
      return Optional.of("zstd");
    }
    if (start.equals("fd377a585a00")) {
      return Optional.of("xz");
    }
    return start.startsWith("425a68") ? Optional.of("bzip2") : Optional.empty();
  }

  private static ProblemException missing(String name) {
    return new Problem(
            ImagesProblem.SOURCE_NOT_FOUND,
            "open " + name,
            "there is no such file or folder",
            "Check the path; it ends at the first colon, and what follows names the image.")
        .exception();
  }

  private static ProblemException invalid(String name, String why, String fix) {
    return new Problem(ImagesProblem.SOURCE_INVALID, "open " + name, why, fix).exception();
  }
}
