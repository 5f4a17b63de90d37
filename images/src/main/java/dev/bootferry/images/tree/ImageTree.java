package dev.bootferry.images.tree;

import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The final file tree of an image, as metadata: all layers merged with the whiteouts, opaque
 * directories and type changes of the OCI image specification ("Image Layer Filesystem Changeset").
 *
 * <p>Paths are relative to the image's root; a slash at either end, empty components and {@code .}
 * do not matter. Immutable.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ImageTree {
  /** As many symbolic links as Linux follows in one path. */
  public static final int MAX_LINKS = 40;

  private ImageTree() {}

  /** Merges layers, the lowest first. */
  public static ImageTree merge(List<LayerContents> layers) {
    throw new UnsupportedOperationException();
  }

  /** The entry at exactly this path: no symbolic link is followed, {@code ..} is never found. */
  public Optional<TreeEntry> lookup(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * The entry that the path leads to when the image's root is the root: links are followed, also
   * the last; absolute targets start at the image's root, and {@code ..} stops there.
   *
   * @return empty when it leads nowhere: a missing name, a name below something that is no
   *     directory, or more than {@link #MAX_LINKS} links. The entry's own path holds no link
   */
  public Optional<TreeEntry> resolve(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * What is directly in the directory that the path resolves to, sorted by name; nothing when there
   * is no such directory.
   */
  public List<TreeEntry> list(String directory) {
    throw new UnsupportedOperationException();
  }

  /** Everything below the directory that the path resolves to, sorted, parents before children. */
  public Stream<TreeEntry> walk(String directory) {
    throw new UnsupportedOperationException();
  }

  /**
   * The content of the regular file that the path resolves to, as captured by the scan.
   *
   * @return empty when the path leads to no regular file
   * @throws dev.bootferry.core.problem.ProblemException {@code file-not-captured} when there is
   *     such a file but the scan did not keep its content: too large, or not asked for
   */
  public Optional<byte[]> read(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #read}, but fetches what was not captured by reading the file's layer again, up to
   * that file.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code file-not-captured} when the file is
   *     larger than {@link LayerScan#MAX_CAPTURED_BYTES}
   */
  public Optional<byte[]> readFile(String path, BlobSource blobs, SetImage image)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  public TreeTotals totals() {
    throw new UnsupportedOperationException();
  }
}
