package dev.bootferry.images.opening;

import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.source.ImageSource;
import java.io.IOException;

/** Opens the place that a reference names. */
@FunctionalInterface
public interface SourceOpener {
  /**
   * Opens a source; the caller closes it.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code source-not-found}, {@code
   *     reference-unknown}, or the place's own problem; some places tell only when they are read
   */
  ImageSource open(SourceReference reference) throws IOException;
}
