package dev.bootferry.testing.mirror;

import dev.bootferry.core.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that is in a folder, to see whether it has changed. */
final class Contents {
  private Contents() {}

  /** The digest of every file, by its path. */
  static Map<String, Digest> of(Path folder) throws IOException {
    Map<String, Digest> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(folder.relativize(file).toString(), Digest.sha256(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
