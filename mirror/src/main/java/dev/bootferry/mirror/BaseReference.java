package dev.bootferry.mirror;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.bundle.BundleAnnotations;
import dev.bootferry.images.bundle.BundleReader;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.reference.SourceReference.ContainersStorage;
import dev.bootferry.images.reference.SourceReference.Docker;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a base is read from, and the name it has in the bundle.
 *
 * @param recorded a valid name of an image, by which any tool can address it in the bundle
 */
record BaseReference(SourceReference place, String recorded) {

  /**
   * Finds both for what the user named; reads index.json where the user gave no name.
   *
   * @throws ProblemException when a layout, archive or bundle cannot be opened
   */
  static BaseReference of(SourceReference base) throws IOException {
    return switch (base) {
      case Docker docker -> new BaseReference(docker, docker.withoutTransport());
      case ContainersStorage stored -> new BaseReference(stored, valid(stored, "stored"));
      case OciLayout layout ->
          new BaseReference(
              layout, layout.ref().isPresent() ? valid(layout, "") : only(layout.path()));
      case OciArchive archive ->
          new BaseReference(
              archive, archive.ref().isPresent() ? valid(archive, "") : only(archive.path()));
      case Bundle bundle -> ofBundle(bundle.path());
    };
  }

  /** A bundle is mirrored again by its base's name in it. */
  private static BaseReference ofBundle(Path path) throws IOException {
    try (BundleSet set = BundleSet.open(path)) {
      String name = set.set().base().reference();
      SourceReference place =
          Files.isDirectory(path)
              ? new OciLayout(path, Optional.of(name))
              : new OciArchive(path, Optional.of(name));
      return new BaseReference(place, name);
    }
  }

  /** The name of the only image of a layout, else one after the layout's file name. */
  private static String only(Path path) throws IOException {
    try (BundleReader reader = BundleReader.open(path)) {
      List<Descriptor> images = reader.images();
      String name =
          images.size() == 1
              ? images.getFirst().annotations().getOrDefault(BundleAnnotations.REF_NAME, "")
              : "";
      return isName(name) ? name : local(String.valueOf(path.getFileName()));
    }
  }

  private static String valid(SourceReference reference, String otherwise) {
    String name = reference.withoutTransport();
    return isName(name) ? name : local(otherwise.isEmpty() ? name : otherwise);
  }

  private static boolean isName(String text) {
    try {
      ImageName.parse(text);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** A name on no registry, of what letters and digits there are. */
  private static String local(String text) {
    String plain =
        text.toLowerCase(java.util.Locale.ROOT)
            .replaceFirst("\\.(tar|oci)$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return "localhost/" + (plain.isEmpty() ? "os" : plain);
  }
}
