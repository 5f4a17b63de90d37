package dev.bootferry.images.opening;

import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.source.ImageSource;
import java.io.IOException;

/** A set read image by image from where its base is. */
final class SourceSet implements OpenSet {
  private final ImageSource base;
  private final BoundSources bound;
  private final ImageSet set;

  SourceSet(SetImage image, ImageSource base, BoundSources bound) {
    this.base = base;
    this.bound = bound;
    this.set = new ImageSet(image, bound.images());
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public ImageSet set() {
    return set;
  }

  @Override
  public BlobSource blobs(SetImage image) {
    return image.role() == Role.BASE ? base : bound.source(image);
  }

  @Override
  public void close() throws IOException {
    try {
      bound.close();
    } finally {
      base.close();
    }
  }
}
