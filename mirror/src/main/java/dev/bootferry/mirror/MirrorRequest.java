package dev.bootferry.mirror;

import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.mirror.compress.Compression;
import java.nio.file.Path;

/**
 * What to mirror, where to, and how.
 *
 * @param base the operating system image; what it binds is found in it
 * @param output the bundle's final name
 * @param folder whether the bundle is a folder rather than a tar
 * @param overwrite whether a bundle of that name is replaced
 * @param platform of the machines that the bundle is for
 * @param jobs blobs copied at once, at least 1
 * @param compression of layers that a container storage keeps unpacked
 * @param strict whether bound images that would not start without a network are refused
 */
public record MirrorRequest(
    SourceReference base,
    Path output,
    boolean folder,
    boolean overwrite,
    Platform platform,
    int jobs,
    Compression compression,
    boolean strict) {
  public static final int DEFAULT_JOBS = 6;

  public MirrorRequest {
    if (jobs < 1) {
      throw new IllegalArgumentException("at least one blob is copied at once, not " + jobs);
    }
  }

  /**
   * With every option as it is when none is given.
   *
   * @param output a path that ends in {@code /} asks for a folder
   */
  public static MirrorRequest of(SourceReference base, String output) {
    return new MirrorRequest(
        base,
        Path.of(output),
        output.endsWith("/"),
        false,
        Platform.host(),
        DEFAULT_JOBS,
        Compression.ZSTD,
        false);
  }
}
