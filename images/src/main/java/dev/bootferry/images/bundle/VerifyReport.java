package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What verifying a bundle found.
 *
 * @param name of the bundle
 * @param id digest of index.json
 * @param images references, the base first
 * @param blobs how many files were hashed
 * @param bytes how many bytes were hashed
 * @param damages empty when the bundle is sound
 */
public record VerifyReport(
    String name,
    Digest id,
    List<String> images,
    long blobs,
    long bytes,
    List<BundleDamage> damages) {
  /** More are counted, not listed, in one message. */
  private static final int LISTED = 20;

  public VerifyReport {
    images = List.copyOf(images);
    damages = List.copyOf(damages);
  }

  public boolean sound() {
    return damages.isEmpty();
  }

  /**
   * Refuses a bundle with any damage.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-digest-mismatch}, {@code
   *     blob-size-mismatch}, {@code bundle-not-closed} or {@code bundle-invalid}, after the first
   *     damage; it names all
   */
  public void requireSound() {
    if (sound()) {
      return;
    }
    String listed =
        damages.stream()
            .limit(LISTED)
            .map(BundleDamage::toString)
            .collect(Collectors.joining("; "));
    int more = damages.size() - LISTED;
    throw new Problem(
            damages.getFirst().kind().code(),
            "verify bundle " + name,
            more > 0 ? listed + "; and " + more + " more" : listed,
            "Copy the bundle again from where it was whole, or make it again from its source.")
        .exception();
  }
}
