package dev.bootferry.registry.client;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.MediaTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The media type of a manifest: what the registry says, as long as the document does not contradict
 * it; the same bytes must never be read in two ways (CVE-2021-41190).
 */
final class ManifestType {
  /** What is asked for. */
  static final String ACCEPTED =
      String.join(
          ", ",
          List.of(
              MediaTypes.OCI_MANIFEST,
              MediaTypes.OCI_INDEX,
              MediaTypes.DOCKER_MANIFEST,
              MediaTypes.DOCKER_INDEX));

  private ManifestType() {}

  /**
   * Finds the type.
   *
   * @param contentType the header, if there was one
   * @throws ProblemException {@code manifest-invalid}
   */
  static String of(Optional<String> contentType, byte[] bytes, String what) {
    JsonObject json = Json.readObject(bytes, "what came");
    Optional<String> stated = json.string("mediaType");
    String header = contentType.map(ManifestType::bare).orElse("");
    String type = isKnown(header) ? header : stated.orElseGet(() -> guess(json));
    if (!isKnown(type)) {
      boolean old = json.number("schemaVersion").filter(v -> v == 1).isPresent();
      throw invalid(
          what,
          old ? "it is of Docker's schema 1, which nothing makes any more" : "it is a " + type);
    }
    if (stated.filter(s -> !s.equals(type)).isPresent()) {
      throw invalid(
          what, "the registry calls it " + type + ", the document itself " + stated.get());
    }
    String contrary = MediaTypes.isIndex(type) ? "layers" : "manifests";
    if (json.get(contrary).isPresent()) {
      throw invalid(what, "it is a " + type + " and yet has '" + contrary + "'");
    }
    return type;
  }

  private static boolean isKnown(String type) {
    return MediaTypes.isManifest(type) || MediaTypes.isIndex(type);
  }

  private static String guess(JsonObject json) {
    if (json.get("manifests").isPresent()) {
      return MediaTypes.OCI_INDEX;
    }
    return json.get("config").isPresent() && json.get("layers").isPresent()
        ? MediaTypes.OCI_MANIFEST
        : "document of an unknown type";
  }

  private static String bare(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static ProblemException invalid(String what, String why) {
    return new Problem(
            ImagesProblem.MANIFEST_INVALID,
            what,
            why,
            "The image is of a kind that is not supported, or damaged: build and push it again"
                + " with a current tool.")
        .exception();
  }
}
