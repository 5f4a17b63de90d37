package dev.bootferry.cli.render;

import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.ObjectBuilder;
import dev.bootferry.images.bundle.BundleDamage;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.set.SetImage;

/** Bundles for programs. Members may be added, never renamed; sizes are in bytes. */
public final class BundleJson {
  private BundleJson() {}

  /** What is in a bundle. */
  public static JsonObject of(InspectedBundle bundle) {
    SetSharing sharing = new SetSharing(bundle.set());
    return JsonValue.object()
        .put("bundle", bundle.name())
        .put("id", bundle.id().toString())
        .put("layers", sharing.layers())
        .put("bytes", sharing.bytes())
        .put("savedBySharing", sharing.savedBytes())
        .put(
            "images",
            JsonValue.of(bundle.set().images().map(image -> image(image, sharing)).toList()))
        .build();
  }

  private static JsonObject image(SetImage image, SetSharing sharing) {
    return JsonValue.object()
        .put("role", image.role().text())
        .put("reference", image.reference())
        .put("digest", image.resolved().toString())
        .put("mediaType", image.top().mediaType())
        .put("manifestDigest", image.manifest().raw().digest().toString())
        .put("configDigest", image.manifest().config().digest().toString())
        .put("pulledAs", image.pulledAs().map(Object::toString))
        .put("platform", image.platform().toJson())
        .put("version", image.config().version())
        .put("created", image.config().created())
        .put("layerBytes", image.layerBytes())
        .put("sharedWith", JsonValue.ofStrings(sharing.sharedWith(image)))
        .put(
            "layers",
            JsonValue.of(
                image.manifest().layers().stream()
                    .map(layer ->
                        JsonValue.object()
                            .put("digest", layer.digest().toString())
                            .put("mediaType", layer.mediaType())
                            .put("size", layer.size())
                            .put("shared", sharing.isShared(layer.digest()))
                            .build())
                    .toList()))
        .build();
  }

  /** What verifying found; the caller may add to it. */
  public static ObjectBuilder of(VerifyReport report) {
    return JsonValue.object()
        .put("bundle", report.name())
        .put("id", report.id().toString())
        .put("sound", report.sound())
        .put("images", JsonValue.ofStrings(report.images()))
        .put("blobs", report.blobs())
        .put("bytes", report.bytes())
        .put("damages", JsonValue.of(report.damages().stream().map(BundleJson::damage).toList()));
  }

  private static JsonObject damage(BundleDamage damage) {
    return JsonValue.object()
        .put("kind", damage.kind().id())
        .put("path", damage.path())
        .put("uses", JsonValue.ofStrings(damage.uses()))
        .put("detail", damage.detail())
        .build();
  }
}
