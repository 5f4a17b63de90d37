package dev.bootferry.images.opening;

import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.reference.SourceReference.ContainersStorage;
import dev.bootferry.images.reference.SourceReference.Docker;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import java.nio.file.Files;
import java.util.Optional;

/** Where an image that a base binds is looked for: in the same kind of place as the base. */
final class BoundReference {
  private BoundReference() {}

  /**
   * The place of a bound image.
   *
   * @param reference as the unit spells it
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-invalid}
   */
  static SourceReference at(SourceReference base, String reference) {
    return switch (base) {
      case Docker _ -> new Docker(ImageName.parse(reference));
      case OciLayout layout -> new OciLayout(layout.path(), Optional.of(reference));
      case OciArchive archive -> new OciArchive(archive.path(), Optional.of(reference));
      case ContainersStorage storage ->
          new ContainersStorage(
              storage.store(),
              Optional.of(ImageName.parse(reference).spelling()),
              Optional.empty());
      case Bundle bundle ->
          Files.isDirectory(bundle.path())
              ? new OciLayout(bundle.path(), Optional.of(reference))
              : new OciArchive(bundle.path(), Optional.of(reference));
    };
  }

  /** How the missing images come to where the base is. */
  static String howToBring(SourceReference base) {
    return switch (base) {
      case Docker _ -> "Push the missing images, or mend the references in the units.";
      case ContainersStorage storage ->
          "Bring each into that storage under exactly this name: podman"
              + storage.store().map(s -> " --root " + s.graphRoot()).orElse("")
              + " pull NAME.";
      case OciLayout layout ->
          "Copy each into the layout: skopeo copy docker://NAME oci:" + layout.path() + ":NAME";
      case OciArchive _, Bundle _ ->
          "Make one archive that holds all of them: 'bootferry mirror create --base docker://...'.";
    };
  }
}
