package dev.bootferry.images.source;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Gives out blobs by digest. Safe for use by several threads at once. */
public interface BlobSource {
  /**
   * The content from an offset to its end, as the place has it: neither its length nor its digest
   * has been checked. The caller closes the stream.
   *
   * @param offset bytes to leave out at the start, from 0 to the descriptor's size
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-missing} when it is not there
   */
  InputStream blob(Descriptor descriptor, long offset) throws IOException;

  /**
   * Whether a stream of a whole blob ends without an exception only when its length and digest are
   * the descriptor's, so that the reader need not hash it once more.
   */
  default boolean provesContent() {
    return false;
  }

  default InputStream blob(Descriptor descriptor) throws IOException {
    return blob(descriptor, 0);
  }

  /**
   * A manifest or index that is kept as a record of where the image came from: it has this digest,
   * but the blobs that it names need not be here.
   */
  default Optional<RawManifest> record(Digest digest) throws IOException {
    return Optional.empty();
  }
}
