package dev.bootferry.deployment.upgrade;

import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.images.facts.KernelArgumentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the {@code kargs.d} of a deployment says. */
final class DeployedKargs {
  private DeployedKargs() {}

  /**
   * Reads the files, in the order of their names.
   *
   * @param architecture in Rust's spelling
   */
  static List<String> read(Path root, String architecture) throws IOException {
    Optional<Path> folder = InRoot.resolve(root, KernelArgumentFile.FOLDER);
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return List.of();
    }
    List<String> kargs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.get())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".toml")).sorted().toList()) {
        KernelArgumentFile parsed =
            KernelArgumentFile.parse(String.valueOf(file.getFileName()), Files.readString(file));
        if (parsed.appliesTo(architecture)) {
          kargs.addAll(parsed.kargs());
        }
      }
    }
    return kargs;
  }

  /** This machine's architecture, in Rust's spelling. */
  static String architecture() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "aarch64";
      case "ppc64", "ppc64le" -> "powerpc64";
      case String other -> other;
    };
  }
}
