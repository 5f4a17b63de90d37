package dev.bootferry.deployment.bound;

import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.set.SetImage;

/** The name by which skopeo is told to store an image. */
final class StoreName {
  private StoreName() {}

  /**
   * The complete name: by digest where the reference has one, which skopeo only accepts without a
   * tag beside it.
   */
  static String of(SetImage image) {
    return ImageName.parse(image.reference()).canonical();
  }

  /** A name on no registry, for an image that gets its own only afterwards. */
  static String passing(SetImage image) {
    return "localhost/bootferry-passing/" + image.manifest().config().digest().hex() + ":now";
  }
}
