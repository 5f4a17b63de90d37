package dev.bootferry.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.set.ImageSet;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that has been made.
 *
 * @param id digest of its index.json, which identifies the set
 * @param bytes that it takes, as a tar
 * @param findings why bound images would not start without a network; empty when all is well
 */
public record MirrorResult(
    Path output, Digest id, ImageSet set, long bytes, List<UsabilityFinding> findings) {
  public MirrorResult {
    findings = List.copyOf(findings);
  }
}
