package dev.bootferry.images.layer;

import dev.bootferry.linux.files.FileLocation;
import java.io.IOException;
import java.util.Optional;

/**
 * What the layers below the one being applied hold, for the rare entries that refer to it: a hard
 * link to a lower layer's file, and a directory that a layer only implies.
 */
@FunctionalInterface
public interface LowerFiles {
  /** For the lowest layer. */
  LowerFiles NONE = path -> Optional.empty();

  /**
   * Finds what is at a path once all lower layers are merged.
   *
   * @param path as the policy placed it, relative and normalised
   * @return a file, link or directory on this machine with the same content, owner, mode and
   *     extended attributes, which stays until the layer is applied and which the caller only
   *     reads; empty when the lower layers have nothing at this path
   */
  Optional<FileLocation> find(String path) throws IOException;
}
