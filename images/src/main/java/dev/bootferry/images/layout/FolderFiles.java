package dev.bootferry.images.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A layout in a folder. Symbolic links in it are not followed: a layout has none. */
public final class FolderFiles implements LayoutFiles {
  private final Path folder;

  public FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Optional<LayoutFile> file(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!file.normalize().startsWith(folder.normalize())
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(new FolderFile(path, file, Files.size(file)));
  }

  /** Every file below the folder, also such as belong to no layout. */
  @Override
  public Set<String> paths() throws IOException {
    Set<String> paths = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(folder.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return paths;
  }

  @Override
  public void close() {
    // Files are opened one by one, and closed with their streams.
  }

  private record FolderFile(String path, Path file, long size) implements LayoutFile {
    @Override
    public InputStream open(long offset) throws IOException {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new RegionInputStream(channel, offset, size - offset, channel);
    }
  }
}
