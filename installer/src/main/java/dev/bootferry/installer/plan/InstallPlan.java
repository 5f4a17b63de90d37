package dev.bootferry.installer.plan;

import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.space.SpaceNeeded;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetVerdict;
import java.util.List;
import java.util.Optional;

/**
 * An installation, decided in every detail and not begun.
 *
 * @param source where the set is read from
 * @param bound the bound images that will be put on the disk
 * @param target what was found there, and how it will be used
 * @param kargs of the deployment, in order
 * @param origin what the installed machine will track
 * @param rootSshKeys public keys for root, as the file holds them
 * @param system what is set on the new system
 * @param ostree which ostree does the work, for people
 * @param findings bound images that would not start without a network
 * @param bootLoader which one, and what will start it
 * @param genericImage leaves the firmware's boot entries alone
 */
public record InstallPlan(
    String source,
    ImageSet set,
    List<SetImage> bound,
    TargetReport target,
    TargetVerdict verdict,
    Architecture architecture,
    DiskLayout layout,
    SpaceNeeded space,
    String stateroot,
    List<String> kargs,
    TargetReference origin,
    Optional<String> rootSshKeys,
    SystemSettings system,
    InstallConfiguration configuration,
    String ostree,
    List<UsabilityFinding> findings,
    BootloaderPlan bootLoader,
    boolean genericImage) {
  public InstallPlan {
    bound = List.copyOf(bound);
    kargs = List.copyOf(kargs);
    findings = List.copyOf(findings);
  }

  public SetImage base() {
    return set.base();
  }
}
