package dev.bootferry.images.source;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import java.io.IOException;
import java.util.Optional;

/**
 * One image at one place: a registry, a layout, an archive, a container storage, a bundle. Reading
 * never changes the place. Safe for use by several threads at once.
 *
 * <p>Nothing that comes out is trusted: callers compute digests. A failed call leaves nothing
 * behind, and may be tried again.
 */
public interface ImageSource extends BlobSource, AutoCloseable {
  /** What people call this place, for messages: {@code docker://host/repo:tag}. */
  String name();

  /**
   * The manifest or index that the reference names at this moment.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-unknown} when there is
   *     none, or the source's own problem
   */
  RawManifest top() throws IOException;

  /**
   * A manifest by digest, a child of an index.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-missing}
   */
  RawManifest manifest(Descriptor descriptor) throws IOException;

  /**
   * The digest of the manifest this image was once pulled with, when this place has it only in
   * another form (a container storage keeps layers unpacked); otherwise empty.
   */
  default Optional<Digest> pulledAs() throws IOException {
    return Optional.empty();
  }

  /**
   * The manifest or index that {@link #pulledAs} names, as far as this place has kept it. What it
   * names may be gone.
   */
  default Optional<RawManifest> pulledManifest() throws IOException {
    return Optional.empty();
  }

  /**
   * Whether layers come uncompressed because this place no longer has them as they were
   * distributed. A bundle then compresses them anew.
   */
  default boolean layersUnpacked() {
    return false;
  }

  @Override
  void close() throws IOException;
}
