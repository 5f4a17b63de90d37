package dev.bootferry.installer.system;

import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.images.tree.EntryType;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that stands for an image. */
record FolderImage(Path root) implements ImageFiles {
  FolderImage with(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    return this;
  }

  FolderImage withLink(String path, Path target) throws IOException {
    Files.createDirectories(root.resolve(path).resolveSibling("."));
    Files.createSymbolicLink(root.resolve(path), target);
    return this;
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    Optional<Path> file = InRoot.resolve(root, path).filter(Files::isRegularFile);
    return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
  }

  @Override
  public Optional<TreeEntry> find(String path) {
    try {
      return InRoot.resolve(root, path).map(this::entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<TreeEntry> at(String path) {
    return Optional.of(root.resolve(path))
        .filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS))
        .map(this::entry);
  }

  @Override
  public List<TreeEntry> list(String folder) {
    try {
      Path real = InRoot.resolve(root, folder).orElse(root.resolve("none"));
      if (!Files.isDirectory(real)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(real)) {
        return files.sorted().map(this::entry).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TreeEntry entry(Path path) {
    try {
      boolean link = Files.isSymbolicLink(path);
      EntryType type =
          link ? EntryType.SYMLINK : Files.isDirectory(path) ? EntryType.DIRECTORY : EntryType.FILE;
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      String target = link ? Files.readSymbolicLink(path).toString() : "";
      String name = root.relativize(path).toString();
      return new TreeEntry(name, type, 0, mode & 07777, 0, 0, target, 0, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
