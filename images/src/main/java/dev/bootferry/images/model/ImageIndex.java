package dev.bootferry.images.model;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image index or Docker manifest list: one image for several platforms. */
public record ImageIndex(RawManifest raw, List<Descriptor> manifests) {
  public ImageIndex {
    manifests = List.copyOf(manifests);
  }

  /**
   * Parses the bytes.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code manifest-invalid}
   */
  public static ImageIndex parse(RawManifest raw, String source) {
    JsonObject json = Json.readObject(raw.bytes(), source);
    List<Descriptor> manifests = new ArrayList<>();
    try {
      for (JsonValue child : json.array("manifests")) {
        if (!(child instanceof JsonObject object)) {
          throw new IllegalArgumentException("a child that is not an object");
        }
        manifests.add(Descriptor.fromJson(object));
      }
    } catch (IllegalArgumentException e) {
      throw new Problem(
              ImagesProblem.MANIFEST_INVALID,
              "read the index of " + source,
              String.valueOf(e.getMessage()),
              "The image is damaged: build or push it again.")
          .exception(e);
    }
    return new ImageIndex(raw, manifests);
  }

  /** The first child for the platform, as the specification chooses. */
  public Optional<Descriptor> forPlatform(Platform platform) {
    return manifests.stream()
        .filter(d -> d.platform().filter(platform::accepts).isPresent())
        .findFirst();
  }
}
