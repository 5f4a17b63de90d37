package dev.bootferry.mirror;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.SetImage;
import java.util.List;

/**
 * The same image over layers that were compressed anew: another manifest, the same configuration.
 */
final class RepackedImage {
  private RepackedImage() {}

  static SetImage of(SetImage image, List<Descriptor> layers) {
    Descriptor config = image.manifest().config();
    List<JsonObject> described = layers.stream().map(Descriptor::toJson).toList();
    JsonObject json =
        JsonValue.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put(
                "config",
                new Descriptor(MediaTypes.OCI_CONFIG, config.digest(), config.size()).toJson())
            .put("layers", JsonValue.of(described))
            .build();
    RawManifest raw = new RawManifest(MediaTypes.OCI_MANIFEST, Json.write(json));
    return new SetImage(
        image.role(),
        image.reference(),
        raw,
        Manifest.parse(raw, image.reference()),
        image.config(),
        image.platform(),
        image.pulledAs());
  }
}
