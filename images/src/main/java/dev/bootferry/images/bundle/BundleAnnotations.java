package dev.bootferry.images.bundle;

/** Annotations of the descriptors in a bundle's index.json. */
public final class BundleAnnotations {
  /** {@code base} or {@code bound}. */
  public static final String ROLE = "dev.bootferry.role";

  /** The reference as the unit, or for the base the user, spelt it. */
  public static final String REFERENCE = "dev.bootferry.reference";

  /** Digest of what the reference resolved to. */
  public static final String RESOLVED_DIGEST = "dev.bootferry.resolved-digest";

  /** The platform the image was chosen for, as in {@code linux/amd64}. */
  public static final String PLATFORM = "dev.bootferry.platform";

  /** Digest of the platform's manifest, where the reference resolved to an index. */
  public static final String MANIFEST_DIGEST = "dev.bootferry.manifest-digest";

  /** Digest of the manifest that an image read from a container storage was pulled with. */
  public static final String PULLED_AS = "dev.bootferry.pulled-as";

  /** By which tools of the containers family address an image in a layout. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  private BundleAnnotations() {}
}
