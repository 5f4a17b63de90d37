package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be installed.
 *
 * @param place as {@code --source} takes it
 * @param kind such as {@code bundle}
 * @param base name of the base image; empty when it cannot be read
 * @param version of the base image, by its label
 * @param kernel by its label
 * @param size of the base as it is stored
 * @param bound images that come with it
 * @param verifiable whether all of it can be hashed beforehand
 * @param refusal why it cannot be installed
 */
public record OfferedSource(
    String place,
    String kind,
    String base,
    Optional<String> version,
    Optional<String> kernel,
    ByteSize size,
    List<Bound> bound,
    boolean verifiable,
    Optional<String> refusal) {
  public OfferedSource {
    bound = List.copyOf(bound);
  }

  /** An image that the base binds. */
  public record Bound(String reference, ByteSize size) {}
}
