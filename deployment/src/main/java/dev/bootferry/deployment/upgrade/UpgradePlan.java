package dev.bootferry.deployment.upgrade;

import dev.bootferry.deployment.bound.StorePlan;
import dev.bootferry.deployment.imports.ImportPlan;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.images.reference.TargetReference;
import java.util.List;

/**
 * What an upgrade will do: the object that is shown, and that is executed.
 *
 * @param request to what
 * @param booted the deployment that runs, whose /etc and kernel arguments are carried on
 * @param origin what the new deployment follows: what the running one does
 * @param base how the base image is imported
 * @param stores where the bound images go
 * @param kargs all kernel arguments of the new deployment
 * @param discards deployments that give way: one that is staged already
 * @param nothingToDo whether the machine runs exactly this, or will at the next boot
 */
public record UpgradePlan(
    UpgradeRequest request,
    Deployment booted,
    TargetReference origin,
    ImportPlan base,
    StorePlan stores,
    List<String> kargs,
    UpgradeSpace space,
    List<Deployment> discards,
    boolean nothingToDo) {
  public UpgradePlan {
    kargs = List.copyOf(kargs);
    discards = List.copyOf(discards);
  }
}
