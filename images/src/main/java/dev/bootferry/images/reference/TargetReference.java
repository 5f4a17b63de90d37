package dev.bootferry.images.reference;

import dev.bootferry.images.reference.SignatureCheck.ContainerPolicy;
import dev.bootferry.images.reference.SignatureCheck.OstreeRemote;
import dev.bootferry.images.reference.SignatureCheck.Unverified;

/**
 * What an installed system follows: the value of {@code container-image-reference} in the origin of
 * a deployment, in the grammar that ostree's container support and bootc share.
 *
 * @param name what follows the transport; for a registry an image name without {@code docker://}
 */
public record TargetReference(SignatureCheck signature, TargetTransport transport, String name) {
  /** Refs of whole images are below this. */
  public static final String IMAGE_REF_PREFIX = "ostree/container/image/";

  private static final String AS = "the origin of a deployment";
  private static final String EXAMPLE =
      "An origin is written as in ostree-unverified-registry:quay.io/example/os:v1.";

  public TargetReference {
    if (!isName(name)) {
      throw new IllegalArgumentException("what a system follows has a name in one line");
    }
  }

  /** Unsigned, the usual case. */
  public TargetReference(TargetTransport transport, String name) {
    this(new Unverified(), transport, name);
  }

  /** An image in a registry, unsigned. */
  public static TargetReference registry(String name) {
    return new TargetReference(TargetTransport.REGISTRY, name);
  }

  /**
   * Reads any of the spellings: {@code SIGNATURE:TRANSPORT:NAME} with the signatures {@code
   * ostree-unverified-image}, {@code ostree-image-signed}, {@code ostree-remote-image:REMOTE}, and
   * the shorthands {@code ostree-unverified-registry:NAME}, {@code
   * ostree-remote-registry:REMOTE:NAME}.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-invalid}
   */
  public static TargetReference parse(String text) {
    String[] parts = split(text, text);
    return switch (parts[0]) {
      case "ostree-unverified-image" -> image(text, new Unverified(), parts[1]);
      case "ostree-image-signed" -> image(text, new ContainerPolicy(), parts[1]);
      case "ostree-unverified-registry" ->
          new TargetReference(TargetTransport.REGISTRY, name(text, parts[1]));
      case "ostree-remote-image" -> {
        String[] remote = split(text, parts[1]);
        yield image(text, new OstreeRemote(name(text, remote[0])), remote[1]);
      }
      case "ostree-remote-registry" -> {
        String[] remote = split(text, parts[1]);
        yield new TargetReference(
            new OstreeRemote(name(text, remote[0])),
            TargetTransport.REGISTRY,
            name(text, remote[1]));
      }
      default ->
          throw InvalidReference.of(
              text, AS, "'" + parts[0] + "' is no way of checking signatures", EXAMPLE);
    };
  }

  /** Transport and name as skopeo writes them: {@code docker://quay.io/example/os:v1}. */
  public String imageReference() {
    return transport.prefix() + name;
  }

  /** The ref under which the image is imported: bootc looks for exactly this one. */
  public String imageRef() {
    return IMAGE_REF_PREFIX + OstreeRefEscape.escape(imageReference());
  }

  /** The canonical spelling, as it is written into an origin. */
  @Override
  public String toString() {
    if (signature instanceof Unverified && transport == TargetTransport.REGISTRY) {
      return "ostree-unverified-registry:" + name;
    }
    return signature.text() + ":" + imageReference();
  }

  private static TargetReference image(String text, SignatureCheck signature, String image) {
    String[] parts = split(text, image);
    TargetTransport transport =
        TargetTransport.of(parts[0])
            .orElseThrow(() ->
                InvalidReference.of(text, AS, "'" + parts[0] + "' is no known transport", EXAMPLE));
    String name = parts[1];
    if (parts[0].equals("docker")) {
      if (!name.startsWith("//")) {
        throw InvalidReference.of(text, AS, "two slashes are missing after 'docker:'", EXAMPLE);
      }
      name = name.substring(2);
    }
    return new TargetReference(signature, transport, name(text, name));
  }

  private static String[] split(String text, String rest) {
    int colon = rest.indexOf(':');
    if (colon < 0) {
      throw InvalidReference.of(text, AS, "a colon is missing after '" + rest + "'", EXAMPLE);
    }
    return new String[] {rest.substring(0, colon), rest.substring(colon + 1)};
  }

  private static String name(String text, String name) {
    if (!isName(name)) {
      throw InvalidReference.of(text, AS, "a name is missing or not in one line", EXAMPLE);
    }
    return name;
  }

  /** Origins are files of lines: a control character in a name could add one. */
  private static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(Character::isISOControl);
  }
}
