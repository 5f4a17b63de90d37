package dev.bootferry.installer.preflight;

import dev.bootferry.images.set.OpenSet;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.system.SettingsPlan;
import java.io.IOException;

/**
 * An installation that passed every check: the plan, and what carrying it out needs.
 *
 * @param settings what is written to set up the new system
 * @param open where the blobs are read from
 */
public record Prepared(
    InstallPlan plan, SettingsPlan settings, OpenSet open, Survey survey, ImagePrograms programs)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (open) {
      programs.close();
    }
  }
}
