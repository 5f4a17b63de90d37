package dev.bootferry.images.model;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the image configuration says of an image.
 *
 * @param json the whole document
 * @param diffIds digests of the uncompressed layers, the lowest first
 * @param created RFC 3339, as written
 */
public record ImageConfig(
    JsonObject json,
    Platform platform,
    List<Digest> diffIds,
    Map<String, String> labels,
    Optional<String> created) {
  /** Names the diff-id of the last layer that is a part of an encapsulated ostree commit. */
  public static final String FINAL_DIFF_ID = "ostree.final-diffid";

  public ImageConfig {
    diffIds = List.copyOf(diffIds);
    labels = Map.copyOf(labels);
  }

  /**
   * Parses the document.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code config-invalid}
   */
  public static ImageConfig parse(byte[] bytes, String source) {
    JsonObject json = Json.readObject(bytes, "the configuration of " + source);
    try {
      List<Digest> diffIds =
          json.object("rootfs").array("diff_ids").stream()
              .map(v -> Digest.parse(v instanceof JsonString s ? s.value() : "?"))
              .toList();
      Platform platform =
          new Platform(
              json.string("os").orElse("linux"),
              json.string("architecture").orElse(""),
              json.string("variant"));
      return new ImageConfig(
          json, platform, diffIds, json.object("config").strings("Labels"), json.string("created"));
    } catch (IllegalArgumentException e) {
      throw new Problem(
              ImagesProblem.CONFIG_INVALID,
              "read the configuration of " + source,
              String.valueOf(e.getMessage()),
              "The image is damaged: build or push it again.")
          .exception(e);
    }
  }

  /**
   * Whether the lower layers are an ostree commit in ostree's own chunked form, as in Fedora's and
   * CentOS's images: they hold objects of a repository, and hard links that give these their names.
   */
  public boolean encapsulatesCommit() {
    return labels.containsKey(FINAL_DIFF_ID);
  }

  /** The version label that people know the image by. */
  public Optional<String> version() {
    return Optional.ofNullable(
        labels.getOrDefault("org.opencontainers.image.version", labels.get("version")));
  }
}
