package dev.bootferry.deployment.encapsulated;

import dev.bootferry.deployment.objects.Checksum;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What one layer of an encapsulated commit held. Its objects are in the repository, but for the
 * commit itself: that is written when all that it names is there.
 *
 * @param files checksums of the file objects
 * @param commit in the first layer only
 */
public record LayerObjects(SortedSet<Checksum> files, Optional<Commit> commit) {
  /**
   * The encapsulated commit.
   *
   * @param bytes of the object
   * @param detached what is kept beside it, such as signatures
   */
  public record Commit(Checksum checksum, byte[] bytes, Optional<byte[]> detached) {}
}
