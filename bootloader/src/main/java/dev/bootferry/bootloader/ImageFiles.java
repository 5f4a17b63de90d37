package dev.bootferry.bootloader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Files copied out of an image: where its boot loader is taken from. */
@FunctionalInterface
public interface ImageFiles {
  /**
   * Finds a file or folder.
   *
   * @param path in the image, without a leading slash
   * @return where its copy is on this machine; empty when the image has no such file
   */
  Optional<Path> file(String path) throws IOException;
}
