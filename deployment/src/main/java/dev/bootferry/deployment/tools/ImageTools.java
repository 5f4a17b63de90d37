package dev.bootferry.deployment.tools;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.work.Workers;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies programs out of an image, in one more pass over the layers that hold them. */
public final class ImageTools {
  /** Layers at once: decompressing one takes a core. */
  private static final int JOBS = 2;

  private final SetImage image;
  private final ToolWish wish;
  private final ImageTree tree;
  private final ToolSelection selection;
  private final SortedMap<Integer, Map<Integer, List<String>>> contents;

  /** Plans; nothing is read or written yet. */
  public ImageTools(SetImage image, ImageTree tree, ToolWish wish) {
    this.image = image;
    this.tree = tree;
    this.wish = wish;
    this.selection = ToolSelection.of(tree, wish);
    this.contents = selection.contents(tree);
  }

  /** Bytes that are written at most, before the libraries that nothing needs are removed. */
  public long bytes() {
    return selection.bytes();
  }

  /** Compressed bytes that are read. */
  public long layerBytes() {
    List<Descriptor> layers = image.manifest().layers();
    return contents.keySet().stream().mapToLong(i -> layers.get(i).size()).sum();
  }

  /**
   * Extracts. Every layer that is read is verified. A program whose libraries are not all in the
   * image is left out.
   *
   * @param root does not exist yet; its parent does. On failure what was written there is removed
   * @param counter told of compressed bytes, by several threads
   */
  public ToolTree extract(BlobSource blobs, Path root, ByteCounter counter) throws IOException {
    Files.createDirectory(root);
    boolean done = false;
    try {
      for (TreeEntry entry : selection.entries().values()) {
        if (entry.isSymlink()) {
          Files.createSymbolicLink(place(root, entry.path()), Path.of(entry.linkTarget()));
        }
      }
      // The layers' files are apart from one another, so that several can be read at once.
      List<Workers.Task> layers = new ArrayList<>();
      contents.forEach(
          (layer, wanted) -> layers.add(() -> extractLayer(blobs, layer, wanted, root, counter)));
      Workers.run("tools", JOBS, layers);
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

  private void extractLayer(
      BlobSource blobs,
      int layer,
      Map<Integer, List<String>> wanted,
      Path root,
      ByteCounter counter)
      throws IOException {
    Descriptor descriptor = image.manifest().layers().get(layer);
    Digest diffId = image.config().diffIds().get(layer);
    try (LayerStream stream =
        LayerStream.open(blobs, descriptor, diffId, image.reference(), counter)) {
      TarReader tar = new TarReader(stream, stream.name());
      int at = 0;
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        List<String> paths = wanted.getOrDefault(at++, List.of());
        if (!paths.isEmpty()) {
          write(tar.content(), root, paths);
        }
      }
      stream.drain();
    }
  }

  private void write(InputStream content, Path root, List<String> paths) throws IOException {
    Path first = place(root, paths.getFirst());
    Files.copy(content, first);
    int mode = Optional.ofNullable(selection.entries().get(paths.getFirst())).orElseThrow().mode();
    if ((mode & 0111) != 0) {
      Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String other : paths.subList(1, paths.size())) {
      Files.createLink(place(root, other), first);
    }
  }

  /** Paths of the selection go through no link, so that nothing is written outside of the root. */
  private static Path place(Path root, String path) throws IOException {
    Path place = root.resolve(path);
    Files.createDirectories(Optional.ofNullable(place.getParent()).orElse(root));
    return place;
  }
}
