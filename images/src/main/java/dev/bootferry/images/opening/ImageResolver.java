package dev.bootferry.images.opening;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pins what a reference resolves to: reads the documents of an image, each checked by digest. */
public final class ImageResolver {
  /** As large as a configuration may be; real ones have some kilobytes. */
  private static final int MAX_CONFIG = 8 << 20;

  private final ImageSource source;
  private final Platform platform;

  private ImageResolver(ImageSource source, Platform platform) {
    this.source = source;
    this.platform = platform;
  }

  /**
   * Resolves an image for a platform.
   *
   * @param reference recorded in the result
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-unknown}; {@code
   *     platform-missing} when the index has nothing for the platform; {@code
   *     architecture-mismatch} when the image itself is for another; {@code manifest-invalid},
   *     {@code config-invalid}, {@code blob-digest-mismatch}, {@code blob-size-mismatch}
   */
  public static SetImage resolve(ImageSource source, Role role, String reference, Platform platform)
      throws IOException {
    return new ImageResolver(source, platform).resolve(role, reference);
  }

  private SetImage resolve(Role role, String reference) throws IOException {
    RawManifest top = exact().orElse(source.top());
    RawManifest raw = top;
    if (top.isIndex()) {
      Descriptor child = child(ImageIndex.parse(top, source.name()));
      raw = source.manifest(child);
      require(child, raw.bytes());
    }
    Manifest manifest = Manifest.parse(raw, source.name());
    ImageConfig config = config(manifest);
    if (!platform.accepts(config.platform())) {
      throw otherPlatform(config.platform());
    }
    // Told only where it is another one than what is here.
    Optional<Digest> pulledAs = source.pulledAs().filter(d -> !d.equals(top.digest()));
    return new SetImage(role, reference, top, manifest, config, config.platform(), pulledAs);
  }

  /**
   * The manifest that the image was pulled with, when a place that keeps layers unpacked has all
   * that it names: layers that never were compressed, as builders make them. Then the image's own
   * digest can be kept.
   */
  private Optional<RawManifest> exact() throws IOException {
    Optional<RawManifest> pulled =
        source.layersUnpacked() ? source.pulledManifest() : Optional.empty();
    if (pulled.isEmpty() || !MediaTypes.isManifest(pulled.get().mediaType())) {
      return Optional.empty();
    }
    Manifest own = Manifest.parse(source.top(), source.name());
    Manifest other = Manifest.parse(pulled.get(), source.name());
    boolean same =
        digests(own).equals(digests(other))
            && own.config().digest().equals(other.config().digest());
    return same ? pulled : Optional.empty();
  }

  private static List<Digest> digests(Manifest manifest) {
    return manifest.layers().stream().map(Descriptor::digest).toList();
  }

  private RuntimeException otherPlatform(Platform actual) {
    return new Problem(
            ImagesProblem.ARCHITECTURE_MISMATCH,
            "use image " + source.name() + " for " + platform,
            "it is for " + actual,
            "Choose an image for "
                + platform
                + ", or mirror for other machines with --platform "
                + actual
                + ".")
        .exception();
  }

  private Descriptor child(ImageIndex index) {
    return index
        .forPlatform(platform)
        .orElseThrow(() ->
            new Problem(
                    ImagesProblem.PLATFORM_MISSING,
                    "find an image for " + platform + " in " + source.name(),
                    "its index has images for "
                        + index.manifests().stream()
                            .flatMap(d -> d.platform().stream())
                            .map(Platform::toString)
                            .distinct()
                            .collect(Collectors.joining(", ")),
                    "Choose one of these with --platform, or an image that has " + platform + ".")
                .exception());
  }

  private ImageConfig config(Manifest manifest) throws IOException {
    Descriptor descriptor = manifest.config();
    if (descriptor.size() > MAX_CONFIG) {
      throw new Problem(
              ImagesProblem.CONFIG_INVALID,
              "read the configuration of " + source.name(),
              "it has " + descriptor.size() + " bytes, more than the " + MAX_CONFIG + " allowed",
              "Check that it is an operating system or application image.")
          .exception();
    }
    byte[] bytes;
    try (InputStream in = source.blob(descriptor)) {
      bytes = in.readNBytes(MAX_CONFIG);
    }
    require(descriptor, bytes);
    return ImageConfig.parse(bytes, source.name());
  }

  /** What came must be what the descriptor names. */
  private void require(Descriptor descriptor, byte[] bytes) {
    Digest digest = descriptor.digest();
    boolean sameSize = bytes.length == descriptor.size();
    if (sameSize && digest.matches(digest.newComputation().digest(bytes))) {
      return;
    }
    throw new Problem(
            sameSize ? ImagesProblem.BLOB_DIGEST_MISMATCH : ImagesProblem.BLOB_SIZE_MISMATCH,
            "read " + digest + " of " + source.name(),
            sameSize
                ? "what came has the digest " + Digest.sha256(bytes)
                : bytes.length + " bytes came, and its descriptor states " + descriptor.size(),
            "Try again; if it happens again, the place is damaged or something on the way changes"
                + " what it sends.")
        .exception();
  }
}
