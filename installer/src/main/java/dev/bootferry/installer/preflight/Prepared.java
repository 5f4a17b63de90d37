package dev.bootferry.installer.preflight;

import dev.bootferry.images.set.OpenSet;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.partitioning.undo.DiskIdentity;
import java.io.IOException;

/**
 * An installation that passed every check: the plan, and what carrying it out needs.
 *
 * @param identity of the disk that the plan is for
 * @param open where the blobs are read from
 */
public record Prepared(
    InstallPlan plan, DiskIdentity identity, OpenSet open, Survey survey, ImagePrograms programs)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (open) {
      programs.close();
    }
  }
}
