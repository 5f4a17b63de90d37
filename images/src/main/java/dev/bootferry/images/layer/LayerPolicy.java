package dev.bootferry.images.layer;

/** Decides where each entry of a layer goes. Pure. */
@FunctionalInterface
public interface LayerPolicy {
  /** Everything where the layer says it is. */
  LayerPolicy AS_IS = Decision.Keep::new;

  /** What becomes of an entry. */
  sealed interface Decision {
    /**
     * It is applied.
     *
     * @param path where, normalised as the question was; may differ from it
     */
    record Keep(String path) implements Decision {}

    /** It is left out. */
    record Drop() implements Decision {}

    /**
     * It is left out, but a regular file's content is kept until the layer's end, as the target of
     * hard links that are kept: the first of them becomes the file.
     */
    record Aside() implements Decision {}
  }

  /**
   * Decides for one entry, and in the same way for the target of a hard link.
   *
   * @param path relative, normalised: no empty component, no {@code .} or {@code ..}; empty for the
   *     root, which must be kept as it is. May be the name of a whiteout
   */
  Decision decide(String path);
}
