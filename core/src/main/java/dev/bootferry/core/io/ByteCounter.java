package dev.bootferry.core.io;

/** Is told, as they pass, how many bytes moved since it was last told. */
@FunctionalInterface
public interface ByteCounter {
  ByteCounter NONE = bytes -> {};

  void moved(long bytes);
}
