package dev.bootferry.images.model;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image manifest says, OCI or Docker schema 2, beside its exact bytes.
 *
 * @param config the image configuration
 * @param layers in the order they are applied, the lowest first
 */
public record Manifest(
    RawManifest raw, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
  public Manifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  /**
   * Parses the bytes.
   *
   * @param source what is read, for the error
   * @throws dev.bootferry.core.problem.ProblemException {@code manifest-invalid}
   */
  public static Manifest parse(RawManifest raw, String source) {
    if (!MediaTypes.isManifest(raw.mediaType())) {
      throw invalid(source, "media type " + raw.mediaType() + " is not an image manifest");
    }
    JsonObject json = Json.readObject(raw.bytes(), source);
    try {
      List<Descriptor> layers = new ArrayList<>();
      for (JsonValue layer : json.array("layers")) {
        if (!(layer instanceof JsonObject object)) {
          throw new IllegalArgumentException("a layer that is not an object");
        }
        layers.add(Descriptor.fromJson(object));
      }
      return new Manifest(
          raw, Descriptor.fromJson(json.object("config")), layers, json.strings("annotations"));
    } catch (IllegalArgumentException e) {
      throw invalid(source, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException invalid(String source, String why) {
    return new Problem(
            ImagesProblem.MANIFEST_INVALID,
            "read the manifest of " + source,
            why,
            "The image is damaged or of a kind that is not an operating system or application"
                + " image: build or push it again.")
        .exception();
  }
}
