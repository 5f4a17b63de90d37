package dev.bootferry.images.set;

import dev.bootferry.images.source.BlobSource;
import java.io.IOException;

/**
 * A set together with the place its blobs are read from: what install and upgrade work on, whatever
 * it was read from. Blobs are looked up by the digests that the set's own manifests state.
 */
public interface OpenSet extends AutoCloseable {
  /** The bundle's or source's name, for messages. */
  String name();

  ImageSet set();

  /** Blobs of this very image; images of one set may come from different places. */
  BlobSource blobs(SetImage image);

  @Override
  void close() throws IOException;
}
