package dev.bootferry.images.bound;

import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.util.Optional;

/** Reads small files of an image's tree. */
@FunctionalInterface
public interface UnitReader {
  /**
   * The content of the regular file that the path resolves to; empty when it leads to none.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code file-not-captured}
   */
  Optional<byte[]> read(String path) throws IOException;

  /** Reads what the scan captured. */
  static UnitReader captured(ImageTree tree) {
    return tree::read;
  }

  /** Reads a file's layer again where the scan did not capture it. */
  static UnitReader of(ImageTree tree, BlobSource blobs, SetImage image) {
    return path -> tree.readFile(path, blobs, image);
  }
}
