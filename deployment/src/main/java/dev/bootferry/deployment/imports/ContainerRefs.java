package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.images.reference.OstreeRefEscape;

/** The names of refs in which ostree's container support keeps images and layers. */
public final class ContainerRefs {
  public static final String LAYERS = "ostree/container/blob";
  public static final String IMAGES = "ostree/container/image";

  private ContainerRefs() {}

  /** Of a layer, by the digest that its manifest names. */
  public static String layer(Digest digest) {
    return LAYERS + "/" + OstreeRefEscape.escape(digest.toString());
  }
}
