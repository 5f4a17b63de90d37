package dev.bootferry.images.set;

import java.util.List;
import java.util.stream.Stream;

/**
 * One base image and every image that it binds. Closed: nothing that the base binds is outside.
 *
 * @param bound sorted by the bytes of their reference, one for each distinct reference
 */
public record ImageSet(SetImage base, List<SetImage> bound) {
  public ImageSet {
    if (base.role() != Role.BASE || bound.stream().anyMatch(b -> b.role() != Role.BOUND)) {
      throw new IllegalArgumentException("a set has one base image, and bound images beside it");
    }
    bound = List.copyOf(bound);
  }

  /** The base first, then the bound images. */
  public Stream<SetImage> images() {
    return Stream.concat(Stream.of(base), bound.stream());
  }
}
