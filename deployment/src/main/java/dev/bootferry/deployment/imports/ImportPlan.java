package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.images.model.Descriptor;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What an import has to do, beside what the repository already has.
 *
 * @param present the commit of the whole image, when nothing is to be done
 * @param layers the lowest first
 */
public record ImportPlan(Optional<Checksum> present, List<Layer> layers) {
  public ImportPlan {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param index in the manifest
   * @param present the commit that has it, under its own ref or that of a layer with the same
   *     content
   */
  public record Layer(
      int index, Descriptor descriptor, String ref, Kind kind, Optional<Checksum> present) {}

  /** What a layer's tar holds. */
  public enum Kind {
    /** A part of a file system. */
    FILES,
    /** The metadata of an encapsulated ostree commit. */
    COMMIT,
    /** Objects of an encapsulated ostree commit. */
    OBJECTS
  }

  /** The layers of some kinds, the lowest first. */
  public List<Layer> layers(Kind first, Kind... more) {
    EnumSet<Kind> kinds = EnumSet.of(first, more);
    return layers.stream().filter(l -> kinds.contains(l.kind())).toList();
  }

  /** The layers that have to be read. */
  public List<Layer> missing() {
    return present.isPresent()
        ? List.of()
        : layers.stream().filter(l -> l.present().isEmpty()).toList();
  }

  /** Compressed bytes that have to be read. */
  public long missingBytes() {
    return missing().stream().mapToLong(l -> l.descriptor().size()).sum();
  }
}
