package dev.bootferry.images.layer;

import dev.bootferry.linux.files.FileLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All layers below. The topmost that has a path, or hides it, decides. */
public final class LowerLayers implements LowerFiles {
  private final List<LowerLayer> layers;

  /**
   * Looks in these layers.
   *
   * @param layers the lowest first
   */
  public LowerLayers(List<? extends LowerLayer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Layers that {@link LayerApplier} has applied, each in a directory of its own. */
  public static LowerLayers staged(List<Path> directories) {
    return new LowerLayers(directories.stream().map(StagedLayer::new).toList());
  }

  @Override
  public Optional<FileLocation> find(String path) throws IOException {
    List<String> components = Arrays.asList(path.split("/", -1));
    for (LowerLayer layer : layers.reversed()) {
      switch (layer.ask(components)) {
        case LowerLayer.Here(FileLocation location) -> {
          return Optional.of(location);
        }
        case LowerLayer.Hidden _ -> {
          return Optional.empty();
        }
        case LowerLayer.FurtherDown _ -> {}
      }
    }
    return Optional.empty();
  }
}
