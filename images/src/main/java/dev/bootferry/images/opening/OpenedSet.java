package dev.bootferry.images.opening;

import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tree.ImageTree;
import java.io.IOException;
import java.util.List;

/**
 * A set that has been read as far as it must be to know that it is closed: the base's layers are
 * verified, and every image that the base binds is there.
 */
public final class OpenedSet implements OpenSet {
  private final OpenSet set;
  private final ImageTree tree;
  private final BoundImages bound;
  private final List<UsabilityFinding> findings;

  OpenedSet(OpenSet set, ImageTree tree, BoundImages bound, List<UsabilityFinding> findings) {
    this.set = set;
    this.tree = tree;
    this.bound = bound;
    this.findings = List.copyOf(findings);
  }

  @Override
  public String name() {
    return set.name();
  }

  @Override
  public ImageSet set() {
    return set.set();
  }

  @Override
  public BlobSource blobs(SetImage image) {
    return set.blobs(image);
  }

  /** The files of the base. */
  public ImageTree tree() {
    return tree;
  }

  /** The units of the base that bind images. */
  public BoundImages bound() {
    return bound;
  }

  /** Why bound images would not start without a network; empty when all is well. */
  public List<UsabilityFinding> findings() {
    return findings;
  }

  @Override
  public void close() throws IOException {
    set.close();
  }
}
