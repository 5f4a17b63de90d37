package dev.bootferry.images.reference;

/** How an installed system checks the signature of what it fetches, as its origin says. */
public sealed interface SignatureCheck {
  /** The word before the transport in an origin. */
  String text();

  /** Not at all beyond what containers-policy.json(5) asks: {@code ostree-unverified-image}. */
  record Unverified() implements SignatureCheck {
    @Override
    public String text() {
      return "ostree-unverified-image";
    }
  }

  /** By containers-policy.json(5), which must then refuse by default. */
  record ContainerPolicy() implements SignatureCheck {
    @Override
    public String text() {
      return "ostree-image-signed";
    }
  }

  /** By the keys of an ostree remote. */
  record OstreeRemote(String remote) implements SignatureCheck {
    public OstreeRemote {
      if (remote.isEmpty() || remote.indexOf(':') >= 0) {
        throw new IllegalArgumentException("not the name of an ostree remote: " + remote);
      }
    }

    @Override
    public String text() {
      return "ostree-remote-image:" + remote;
    }
  }
}
