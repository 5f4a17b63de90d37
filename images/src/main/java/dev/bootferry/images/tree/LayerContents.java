package dev.bootferry.images.tree;

/** What one layer holds, as metadata with some captured contents: the result of a scan. */
public final class LayerContents {
  LayerContents() {}
}
