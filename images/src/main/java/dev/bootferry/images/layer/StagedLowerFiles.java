package dev.bootferry.images.layer;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import dev.bootferry.linux.files.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lower layers that {@link LayerApplier} has applied, each in a directory of its own. The topmost
 * that has a path, or hides it, decides.
 */
public final class StagedLowerFiles implements LowerFiles {
  private final List<Path> layers;

  /**
   * Looks in these layers.
   *
   * @param layers directories, the lowest first; their whiteouts still in them
   */
  public StagedLowerFiles(List<Path> layers) {
    this.layers = List.copyOf(layers);
  }

  private enum Answer {
    HERE,
    HIDDEN,
    FURTHER_DOWN
  }

  @Override
  public Optional<FileLocation> find(String path) throws IOException {
    List<String> components = Arrays.asList(path.split("/", -1));
    for (Path layer : layers.reversed()) {
      switch (ask(layer, components)) {
        case HERE -> {
          return Optional.of(new FileLocation(layer, path));
        }
        case HIDDEN -> {
          return Optional.empty();
        }
        case FURTHER_DOWN -> {}
      }
    }
    return Optional.empty();
  }

  private static Answer ask(Path layer, List<String> components) throws IOException {
    List<Directory> opened = new ArrayList<>();
    try {
      Directory at = Directory.open(layer);
      opened.add(at);
      boolean opaque = false;
      for (int i = 0; i < components.size(); i++) {
        String name = components.get(i);
        opaque |= at.status(LayerPath.OPAQUE).isPresent();
        Optional<FileStatus> status = at.status(name);
        boolean last = i == components.size() - 1;
        if (status.isEmpty()) {
          boolean hidden = opaque || at.status(LayerPath.WHITEOUT_PREFIX + name).isPresent();
          return hidden ? Answer.HIDDEN : Answer.FURTHER_DOWN;
        }
        if (last) {
          return Answer.HERE;
        }
        if (!status.get().isDirectory()) {
          return Answer.HIDDEN;
        }
        // What a layer both hides and has anew is only what it has.
        opaque |= at.status(LayerPath.WHITEOUT_PREFIX + name).isPresent();
        at = at.openDirectory(name);
        opened.add(at);
      }
      return Answer.FURTHER_DOWN;
    } finally {
      opened.reversed().forEach(Directory::close);
    }
  }
}
