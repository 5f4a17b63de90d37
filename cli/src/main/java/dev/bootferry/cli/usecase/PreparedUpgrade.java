package dev.bootferry.cli.usecase;

import dev.bootferry.deployment.upgrade.BootedSystem;
import dev.bootferry.deployment.upgrade.UpgradePlan;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.opening.OpenedSet;
import java.io.IOException;
import java.util.List;

/**
 * An upgrade that passed every check. Nothing has been changed.
 *
 * @param system that is upgraded
 * @param findings bound images that would not start without a network
 * @param set where the blobs are read from; closed with this
 */
public record PreparedUpgrade(
    BootedSystem system, UpgradePlan plan, List<UsabilityFinding> findings, OpenedSet set)
    implements AutoCloseable {
  public PreparedUpgrade {
    findings = List.copyOf(findings);
  }

  @Override
  public void close() throws IOException {
    set.close();
  }
}
