package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.SetImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the commit of an image says of the image: bootc's status, and every later import, read it.
 *
 * @param manifestDigest of the manifest's original bytes
 * @param layers as the manifest names them
 * @param configDigest of the configuration, which is the identity of the image
 */
public record CommitMetadata(
    Digest manifestDigest, Digest configDigest, List<Descriptor> layers, ImageConfig config) {
  public static final String MANIFEST_DIGEST = "ostree.manifest-digest";
  public static final String MANIFEST = "ostree.manifest";
  public static final String CONFIG = "ostree.container.image-config";
  public static final String IMPORTER = "ostree.importer.version";

  private static final String CREATED = "org.opencontainers.image.created";

  /** Docker's names of what OCI has names for as well. */
  private static final Map<String, String> OCI_NAMES =
      Map.of(
          MediaTypes.DOCKER_MANIFEST, MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_CONFIG, MediaTypes.OCI_CONFIG,
          MediaTypes.DOCKER_LAYER, MediaTypes.OCI_LAYER,
          MediaTypes.DOCKER_LAYER_GZIP, MediaTypes.OCI_LAYER_GZIP);

  public CommitMetadata {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a commit; empty when it was not made from an image.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code json-invalid}, {@code
   *     manifest-invalid}, {@code config-invalid}
   */
  public static Optional<CommitMetadata> of(CommitObject commit) {
    Optional<Digest> digest = commit.text(MANIFEST_DIGEST).flatMap(Digest::tryParse);
    Optional<String> manifest = commit.text(MANIFEST);
    Optional<String> config = commit.text(CONFIG);
    if (digest.isEmpty() || manifest.isEmpty() || config.isEmpty()) {
      return Optional.empty();
    }
    String source = "an imported image";
    byte[] bytes = manifest.get().getBytes(StandardCharsets.UTF_8);
    Manifest parsed = Manifest.parse(new RawManifest(MediaTypes.OCI_MANIFEST, bytes), source);
    return Optional.of(
        new CommitMetadata(
            digest.get(),
            parsed.config().digest(),
            parsed.layers(),
            ImageConfig.parse(config.get().getBytes(StandardCharsets.UTF_8), source)));
  }

  /**
   * The metadata for an image's commit: canonical JSON, members sorted by their names.
   *
   * @param importer name and version of this program
   */
  static Map<String, String> texts(SetImage image, String importer) {
    JsonObject manifest =
        Json.readObject(image.manifest().raw().bytes(), "the manifest of " + image.reference());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(MANIFEST_DIGEST, image.manifest().raw().digest().toString());
    texts.put(MANIFEST, text(canonical(inOciNames(manifest))));
    texts.put(CONFIG, text(canonical(image.config().json())));
    texts.put(IMPORTER, importer);
    return texts;
  }

  /** When the image was made, in seconds since 1970; now, when it does not say. */
  static long timestamp(SetImage image, Instant now) {
    return Optional.ofNullable(image.manifest().annotations().get(CREATED))
        .or(() -> image.config().created())
        .flatMap(CommitMetadata::seconds)
        .orElse(now.getEpochSecond());
  }

  private static Optional<Long> seconds(String rfc3339) {
    try {
      // Before 1970 is no time a commit can have; some tools write the year 1.
      return Optional.of(Math.max(0, OffsetDateTime.parse(rfc3339).toEpochSecond()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonValue value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private static JsonValue canonical(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        Map<String, JsonValue> sorted = new TreeMap<>();
        object.members().forEach((name, member) -> sorted.put(name, canonical(member)));
        yield new JsonObject(sorted);
      }
      case JsonArray array -> {
        List<JsonValue> elements = new ArrayList<>();
        array.elements().forEach(element -> elements.add(canonical(element)));
        yield new JsonArray(elements);
      }
      default -> value;
    };
  }

  /** As skopeo gives a Docker manifest to bootc. */
  private static JsonObject inOciNames(JsonObject object) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    object
        .members()
        .forEach((name, member) ->
            members.put(
                name,
                switch (member) {
                  case JsonObject inner -> inOciNames(inner);
                  case JsonArray array ->
                      new JsonArray(
                          array.elements().stream()
                              .map(e -> e instanceof JsonObject inner ? inOciNames(inner) : e)
                              .toList());
                  case JsonValue.JsonString(String text) when name.equals("mediaType") ->
                      JsonValue.of(OCI_NAMES.getOrDefault(text, text));
                  default -> member;
                }));
    return new JsonObject(members);
  }
}
