package dev.bootferry.images.layout;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one layout. Reading never changes it. Safe for use by several threads at once; files
 * must not be read after {@link #close}.
 */
public interface LayoutFiles extends AutoCloseable {
  /** The layout's own path, for messages. */
  String name();

  /** A regular file by its relative path; empty when there is none. */
  Optional<LayoutFile> file(String path) throws IOException;

  /** All regular files, in the order of a tar, or sorted for a folder. */
  Set<String> paths() throws IOException;

  @Override
  void close() throws IOException;
}
