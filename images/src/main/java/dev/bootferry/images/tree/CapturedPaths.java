package dev.bootferry.images.tree;

import java.util.function.Predicate;

/** Which files' contents a scan keeps without being asked. */
public final class CapturedPaths {
  /** What finding bound images, and judging whether an image can be installed, needs to read. */
  public static final Predicate<String> STANDARD = CapturedPaths::standard;

  private CapturedPaths() {}

  private static boolean standard(String path) {
    throw new UnsupportedOperationException(path);
  }
}
