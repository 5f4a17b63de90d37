package dev.bootferry.images.layer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lower layers that {@link LayerApplier} has applied, each in a directory of its own. */
public final class StagedLowerFiles implements LowerFiles {
  private final List<Path> layers;

  /**
   * @param layers directories, the lowest first; their whiteouts still in them
   */
  public StagedLowerFiles(List<Path> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public Optional<Path> find(String path) throws IOException {
    throw new UnsupportedOperationException(layers.toString());
  }
}
