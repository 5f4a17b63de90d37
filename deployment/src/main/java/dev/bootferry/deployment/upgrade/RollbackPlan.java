package dev.bootferry.deployment.upgrade;

import dev.bootferry.deployment.status.DeploymentStatus;
import dev.bootferry.deployment.sysroot.Deployment;
import java.util.List;

/**
 * What going back will do.
 *
 * @param target becomes the default
 * @param index of it among the deployments, without a staged one
 * @param reverts whether that undoes a rollback which was asked for before, and not booted yet
 * @param discards what is staged, and will be gone
 */
public record RollbackPlan(
    DeploymentStatus target, int index, boolean reverts, List<Deployment> discards) {
  public RollbackPlan {
    discards = List.copyOf(discards);
  }
}
