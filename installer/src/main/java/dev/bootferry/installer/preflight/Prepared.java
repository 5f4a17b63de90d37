package dev.bootferry.installer.preflight;

import dev.bootferry.images.set.OpenSet;
import dev.bootferry.installer.plan.InstallPlan;
import java.io.IOException;

/**
 * An installation that passed every check: the plan, and what carrying it out needs.
 *
 * @param open where the blobs are read from
 */
public record Prepared(InstallPlan plan, OpenSet open, Survey survey, ImagePrograms programs)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (open) {
      programs.close();
    }
  }
}
