package dev.bootferry.installer.system;

import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a system's image holds, looked at before anything is written. Paths are relative to its
 * root; links are followed inside it, unless a method says otherwise.
 */
public interface ImageFiles {
  /** The text of a file; bytes that are no UTF-8 become replacement characters. */
  Optional<String> read(String path) throws IOException;

  /** What a path leads to. */
  Optional<TreeEntry> find(String path);

  /** What is at this very path, no link followed. */
  Optional<TreeEntry> at(String path);

  /** What is in a folder, sorted by name. */
  List<TreeEntry> list(String folder);

  default boolean has(String path) {
    return find(path).isPresent();
  }

  /** The files of an image; those that were not captured are read from its layers. */
  static ImageFiles of(ImageTree tree, BlobSource blobs, SetImage image) {
    return new ImageFiles() {
      @Override
      public Optional<String> read(String path) throws IOException {
        return tree.readFile(path, blobs, image)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }

      @Override
      public Optional<TreeEntry> find(String path) {
        return tree.resolve(path);
      }

      @Override
      public Optional<TreeEntry> at(String path) {
        return tree.lookup(path);
      }

      @Override
      public List<TreeEntry> list(String folder) {
        return tree.list(folder);
      }
    };
  }
}
