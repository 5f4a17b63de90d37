package dev.bootferry.images.layer;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import dev.bootferry.linux.files.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer that {@link LayerApplier} has applied.
 *
 * @param directory all of it, with its whiteouts
 */
public record StagedLayer(Path directory) implements LowerLayer {
  @Override
  public Answer ask(List<String> components) throws IOException {
    List<Directory> opened = new ArrayList<>();
    try {
      Directory at = Directory.open(directory);
      opened.add(at);
      boolean opaque = false;
      for (int i = 0; i < components.size(); i++) {
        String name = components.get(i);
        opaque |= at.status(LayerPath.OPAQUE).isPresent();
        Optional<FileStatus> status = at.status(name);
        boolean last = i == components.size() - 1;
        if (status.isEmpty()) {
          boolean hidden = opaque || isHidden(at, name);
          return hidden ? new Hidden() : new FurtherDown();
        }
        if (last) {
          return new Here(new FileLocation(directory, String.join("/", components)));
        }
        if (!status.get().isDirectory()) {
          return new Hidden();
        }
        // What a layer both hides and has anew is only what it has.
        opaque |= isHidden(at, name);
        at = at.openDirectory(name);
        opened.add(at);
      }
      return new FurtherDown();
    } finally {
      opened.reversed().forEach(Directory::close);
    }
  }

  private static boolean isHidden(Directory at, String name) throws IOException {
    return at.status(LayerPath.onDisk(LayerPath.WHITEOUT_PREFIX + name)).isPresent();
  }
}
