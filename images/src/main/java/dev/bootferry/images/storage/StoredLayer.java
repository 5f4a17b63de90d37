package dev.bootferry.images.storage;

import dev.bootferry.core.Digest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A layer as a container storage keeps it: unpacked, beside what is needed to make its tar again.
 *
 * @param store the folder of the store that has it
 * @param parent id of the layer below
 * @param diffId of the uncompressed tar, where it is recorded
 * @param size of the uncompressed tar in bytes, or -1 where it is not recorded
 */
public record StoredLayer(
    Path store, String id, Optional<String> parent, Optional<Digest> diffId, long size) {
  /** The unpacked files. */
  public Path diff() {
    return store.resolve("overlay").resolve(id).resolve("diff");
  }

  /** What tar-split recorded: everything of the tar but the files' contents. */
  public Path tarSplit() {
    return store.resolve("overlay-layers").resolve(id + ".tar-split.gz");
  }
}
