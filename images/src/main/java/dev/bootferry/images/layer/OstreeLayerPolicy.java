package dev.bootferry.images.layer;

/**
 * Where bootc's importer puts the entries of a layer ("bootc-on-disk-contract", section 3.5):
 * {@code etc} becomes {@code usr/etc}; of {@code run tmp proc sys dev} the directory stays and the
 * children are dropped; {@code var} and other top-level names stay.
 */
public final class OstreeLayerPolicy implements LayerPolicy {
  @Override
  public Decision decide(String path) {
    throw new UnsupportedOperationException();
  }
}
