package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.ostree.OstreeVersion;
import dev.bootferry.deployment.status.StatusReader;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes the former deployment the default, with the bound images that it came with. Takes effect at
 * the next boot; /etc is that deployment's own, /var is shared.
 */
public final class Rollback {
  private final BootedSystem system;

  public Rollback(BootedSystem system) {
    this.system = system;
  }

  /**
   * Plans.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code nothing-to-roll-back}, {@code
   *     ostree-too-old}
   */
  public RollbackPlan plan() throws IOException {
    DeploymentList list = system.deployments();
    boolean reverts = list.isRollbackQueued();
    Optional<Deployment> target = reverts ? list.booted() : list.rollback();
    if (target.isEmpty()) {
      throw new Problem(
              DeploymentProblem.NOTHING_TO_ROLL_BACK,
              "go back to the former deployment",
              "there is no other deployment of this system",
              "A machine has one to go back to after its first upgrade.")
          .exception();
    }
    if (!system.sysroot().ostree().version().isAtLeast(OstreeVersion.SET_DEFAULT)) {
      throw new Problem(
              DeploymentProblem.OSTREE_TOO_OLD,
              "go back to the former deployment",
              system.sysroot().ostree() + " cannot change the default",
              "Choose the former version in the boot menu at the next start.")
          .exception();
    }
    return new RollbackPlan(
        new StatusReader(system.sysroot().root()).read(target.get()),
        list.deployments().indexOf(target.get()),
        reverts,
        list.staged().stream().toList());
  }

  /** Executes a plan. */
  public void execute(RollbackPlan plan) throws IOException {
    try (BootedSystem.Writing _ = system.write()) {
      if (!plan.discards().isEmpty()) {
        // It stands first in ostree's list, and a new default cannot be set around it.
        system.sysroot().admin("undeploy", List.of("0"));
      }
      system.sysroot().admin("set-default", List.of(Integer.toString(plan.index())));
    }
  }
}
