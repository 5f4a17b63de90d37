package dev.bootferry.deployment.status;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.images.model.ImageConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A newer image that bootc has seen: kept beside the commit of the image before. */
record CachedUpdate(Digest digest, ImageConfig config) {
  static Optional<CachedUpdate> read(ObjectStore objects, Checksum commit) throws IOException {
    Optional<Variant> metadata = objects.detachedMetadata(commit);
    Optional<Digest> digest =
        metadata
            .flatMap(m -> m.member("ostree-ext.cached.manifest-digest"))
            .map(Variant::text)
            .flatMap(Digest::tryParse);
    Optional<String> config =
        metadata.flatMap(m -> m.member("ostree-ext.cached.config")).map(Variant::text);
    if (digest.isEmpty() || config.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CachedUpdate(
            digest.get(),
            ImageConfig.parse(
                config.get().getBytes(StandardCharsets.UTF_8), "a newer image that was seen")));
  }
}
