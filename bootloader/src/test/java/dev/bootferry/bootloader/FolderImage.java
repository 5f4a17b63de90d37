package dev.bootferry.bootloader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An image in a folder. */
public record FolderImage(Path root) implements ImageFiles {
  @Override
  public Optional<Path> file(String path) {
    return Optional.of(root.resolve(path)).filter(Files::exists);
  }

  /** Puts a file there that holds its own path, or the bytes given. */
  public FolderImage with(String path, byte... content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content.length > 0 ? content : path.getBytes(StandardCharsets.UTF_8));
    return this;
  }
}
