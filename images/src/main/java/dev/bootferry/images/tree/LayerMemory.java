package dev.bootferry.images.tree;

import dev.bootferry.core.Digest;
import java.io.IOException;
import java.util.Optional;

/** Records of layers that were scanned and verified before, so that they need not be read again. */
@FunctionalInterface
public interface LayerMemory {
  /** Remembers nothing. */
  LayerMemory NOTHING = layer -> Optional.empty();

  /**
   * The record of a layer, as {@link ImageTree#layerRecords} gave it. One that is damaged, or of
   * another form, is taken for none.
   *
   * @param layer the digest of its blob
   */
  Optional<byte[]> recall(Digest layer) throws IOException;
}
