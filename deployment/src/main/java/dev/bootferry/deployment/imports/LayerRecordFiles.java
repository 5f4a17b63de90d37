package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.tree.LayerMemory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records of the layers that are in a sysroot's repository, in its folder {@code extensions}, which
 * ostree leaves to other programs. A layer counts as known while its ref is there too. They are a
 * help only: where one is missing, the layer is read.
 */
public final class LayerRecordFiles implements LayerMemory {
  private static final System.Logger LOG = System.getLogger(LayerRecordFiles.class.getName());
  private static final String FOLDER = "extensions/bootferry/layers";

  private static final String NAME = "sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128}";

  /** Some hundred times that of a large layer. */
  private static final long LARGEST = 64 << 20;

  private final Sysroot sysroot;

  public LayerRecordFiles(Sysroot sysroot) {
    this.sysroot = sysroot;
  }

  private Path folder() {
    return sysroot.repository().resolve(FOLDER);
  }

  private Path file(Digest layer) {
    return folder().resolve(layer.algorithm() + "-" + layer.hex());
  }

  @Override
  public Optional<byte[]> recall(Digest layer) throws IOException {
    Path file = file(layer);
    return sysroot.refs().find(ContainerRefs.layer(layer)).isPresent()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= LARGEST
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /** Keeps records of layers that are in the repository. What cannot be kept is done without. */
  void keep(Map<Digest, byte[]> records) {
    try {
      Path _ = Files.createDirectories(folder());
      for (Map.Entry<Digest, byte[]> entry : records.entrySet()) {
        if (!Files.exists(file(entry.getKey()), LinkOption.NOFOLLOW_LINKS)) {
          AtomicFile.write(file(entry.getKey()), entry.getValue());
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no records of layers", e);
    }
  }

  /** Removes records of layers that are not in the repository any more. */
  public void prune() throws IOException {
    if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder())) {
      files = entries.toList();
    }
    Set<String> known = sysroot.refs().list(ContainerRefs.LAYERS).keySet();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      boolean wanted =
          name.matches(NAME)
              && known.contains(ContainerRefs.layer(Digest.parse(name.replaceFirst("-", ":"))));
      if (!wanted) {
        boolean _ = Files.deleteIfExists(file);
      }
    }
  }
}
