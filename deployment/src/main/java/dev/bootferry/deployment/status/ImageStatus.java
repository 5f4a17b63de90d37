package dev.bootferry.deployment.status;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.reference.TargetReference;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The image that a deployment was made from.
 *
 * @param target what the deployment follows
 * @param version label of the image, for people
 * @param timestamp when the image was made, RFC 3339 in UTC
 * @param digest of the manifest
 * @param architecture as OCI names it
 */
public record ImageStatus(
    TargetReference target,
    Optional<String> version,
    Optional<String> timestamp,
    Digest digest,
    String architecture) {
  private static final String CREATED = "org.opencontainers.image.created";

  static ImageStatus of(TargetReference target, Digest digest, ImageConfig config) {
    return new ImageStatus(
        target,
        config.version(),
        Optional.ofNullable(config.labels().get(CREATED))
            .or(config::created)
            .flatMap(ImageStatus::utc),
        digest,
        config.platform().architecture());
  }

  /** The same instant in UTC; empty when it is no RFC 3339 time. */
  public static Optional<String> utc(String rfc3339) {
    try {
      return Optional.of(
          OffsetDateTime.parse(rfc3339)
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toInstant()
              .toString());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
