package dev.bootferry.images.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** Reads the tar of one layer and keeps its metadata, and the contents of a few small files. */
@SuppressWarnings("DoNotCallSuggester")
public final class LayerScan {
  /** The largest file whose content is captured. */
  public static final int MAX_CAPTURED_BYTES = 1 << 20;

  /**
   * How to scan.
   *
   * @param name of the layer, for messages: {@code layer sha256:12ab of quay.io/org/os:1}
   * @param capture whether the content of the regular file at this path (no slash at either end) is
   *     kept; asked beside {@link CapturedPaths#STANDARD}
   */
  public record Options(String name, Predicate<String> capture) {
    public static Options named(String name) {
      return new Options(name, path -> false);
    }
  }

  private LayerScan() {}

  /**
   * Reads the whole stream to its end, also what follows the end of the archive, so that a stream
   * that verifies itself has done so. Leaves the stream open.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code tar-invalid}, {@code layer-invalid}
   */
  public static LayerContents scan(InputStream tar, Options options) throws IOException {
    throw new UnsupportedOperationException();
  }
}
