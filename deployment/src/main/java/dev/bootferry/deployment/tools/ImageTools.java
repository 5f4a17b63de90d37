package dev.bootferry.deployment.tools;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.images.layer.LayerApplier;
import dev.bootferry.images.layer.LayerPolicy;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.layer.LowerFiles;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Copies programs out of an image, in one more pass over the layers that hold them. */
public final class ImageTools {
  private final SetImage image;
  private final ToolWish wish;
  private final ImageTree tree;
  private final ToolSelection selection;

  /** Plans; nothing is read or written yet. */
  public ImageTools(SetImage image, ImageTree tree, ToolWish wish) {
    this.image = image;
    this.tree = tree;
    this.wish = wish;
    this.selection = ToolSelection.of(tree, wish);
  }

  /** Bytes that are written at most, before the libraries that nothing needs are removed. */
  public long bytes() {
    return selection.bytes();
  }

  /** Compressed bytes that are read. */
  public long layerBytes() {
    List<Descriptor> layers = image.manifest().layers();
    return selection.layers().stream().mapToLong(i -> layers.get(i).size()).sum();
  }

  /**
   * Extracts. Every layer that is read is verified. A program whose libraries are not all in the
   * image is left out.
   *
   * @param root does not exist yet; its parent does. On failure what was written there is removed
   * @param counter told of compressed bytes
   */
  public ToolTree extract(BlobSource blobs, Path root, ByteCounter counter) throws IOException {
    Files.createDirectory(root);
    boolean done = false;
    try {
      for (int layer : selection.layers()) {
        extractLayer(blobs, layer, root, counter);
      }
      ToolTree tools =
          new ToolTree(root, LibraryClosure.keepOnlyNeeded(root, programs(), selection));
      done = true;
      return tools;
    } finally {
      if (!done) {
        FileTree.delete(root);
      }
    }
  }

  private Map<String, String> programs() {
    Map<String, String> programs = new TreeMap<>();
    for (String program : wish.programs()) {
      ToolSelection.programPath(tree, program).ifPresent(path -> programs.put(program, path));
    }
    return programs;
  }

  private void extractLayer(BlobSource blobs, int layer, Path root, ByteCounter counter)
      throws IOException {
    Set<String> paths = selection.ofLayer(layer);
    List<Descriptor> layers = image.manifest().layers();
    Digest diffId = image.config().diffIds().get(layer);
    Path staging = Files.createTempDirectory(root, ".layer-");
    try (LayerStream stream =
        LayerStream.open(blobs, layers.get(layer), diffId, image.reference(), counter)) {
      new LayerApplier(new OnlyThese(paths), LowerFiles.NONE).apply(stream, staging);
      for (String path : paths) {
        Path target = root.resolve(path);
        Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(root));
        Files.move(staging.resolve(path), target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      FileTree.delete(staging);
    }
  }

  /**
   * The paths as they are, and beside programs what could be another name of one: a hard link that
   * is wanted may name a file that is not.
   */
  private record OnlyThese(Set<String> paths) implements LayerPolicy {
    @Override
    public Decision decide(String path) {
      if (path.isEmpty() || paths.contains(path)) {
        return new Decision.Keep(path);
      }
      int slash = path.lastIndexOf('/');
      String folder = slash < 0 ? "" : path.substring(0, slash);
      return ToolSelection.PROGRAM_FOLDERS.contains(folder)
              || ToolSelection.isLibrary(path.substring(slash + 1))
          ? new Decision.Aside()
          : new Decision.Drop();
    }
  }
}
