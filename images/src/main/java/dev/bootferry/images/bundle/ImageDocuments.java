package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What index.json and the documents say of one image, before its configuration has been read. */
record ImageDocuments(
    Role role,
    String reference,
    RawManifest top,
    Manifest manifest,
    Platform platform,
    Optional<Digest> pulledAs) {

  /**
   * Reads the image that a descriptor of index.json stands for.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code bundle-invalid}, {@code
   *     blob-missing}, {@code blob-size-mismatch}, {@code blob-digest-mismatch}, {@code
   *     manifest-invalid}
   */
  static ImageDocuments read(BundleReader reader, Descriptor descriptor) throws IOException {
    Notes notes = new Notes(reader, descriptor.annotations());
    Role role =
        switch (notes.text(BundleAnnotations.ROLE)) {
          case "base" -> Role.BASE;
          case "bound" -> Role.BOUND;
          default -> throw invalid(reader, "an image of its index.json has an unknown role");
        };
    String reference = notes.text(BundleAnnotations.REFERENCE);
    String source = reference + " in " + reader.name();
    Digest resolved = notes.digest(BundleAnnotations.RESOLVED_DIGEST);
    RawManifest top = original(reader, reader.document(descriptor), resolved, source);
    RawManifest raw = top;
    if (top.isIndex()) {
      Digest wanted = notes.digest(BundleAnnotations.MANIFEST_DIGEST);
      Descriptor child =
          ImageIndex.parse(top, source).manifests().stream()
              .filter(d -> d.digest().equals(wanted))
              .findFirst()
              .orElseThrow(() -> invalid(reader, "the index of " + reference + " lacks " + wanted));
      raw = reader.document(child);
    }
    Optional<Digest> pulledAs =
        Optional.ofNullable(descriptor.annotations().get(BundleAnnotations.PULLED_AS))
            .flatMap(Digest::tryParse);
    return new ImageDocuments(
        role, reference, top, Manifest.parse(raw, source), notes.platform(), pulledAs);
  }

  /** What the reference resolved to: the document named, or what that one is the twin of. */
  private static RawManifest original(
      BundleReader reader, RawManifest named, Digest resolved, String source) throws IOException {
    if (named.digest().equals(resolved)) {
      return named;
    }
    Descriptor subject =
        OciTwin.subject(named, source)
            .filter(s -> s.digest().equals(resolved))
            .orElseThrow(() -> invalid(reader, source + " does not lead to " + resolved));
    return reader.document(subject);
  }

  static RuntimeException invalid(BundleReader reader, String why) {
    return new Problem(
            ImagesProblem.BUNDLE_INVALID,
            "read the image set of " + reader.name(),
            why,
            "Use a bundle that 'bootferry mirror create' made; to read another's archive or layout,"
                + " write oci-archive: or oci: before its path, and the image's name behind it.")
        .exception();
  }

  /** The annotations of a descriptor, which must be there. */
  private record Notes(BundleReader reader, Map<String, String> annotations) {
    String text(String key) {
      String value = annotations.get(key);
      if (value == null) {
        throw invalid(reader, "an image of its index.json lacks the annotation " + key);
      }
      return value;
    }

    Digest digest(String key) {
      return Digest.tryParse(text(key))
          .orElseThrow(() -> invalid(reader, "annotation " + key + " is not a digest"));
    }

    Platform platform() {
      try {
        return Platform.parse(text(BundleAnnotations.PLATFORM));
      } catch (IllegalArgumentException e) {
        throw invalid(reader, String.valueOf(e.getMessage()));
      }
    }
  }
}
