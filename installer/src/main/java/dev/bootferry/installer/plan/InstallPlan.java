package dev.bootferry.installer.plan;

import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.space.SpaceNeeded;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetVerdict;
import java.util.List;

/**
 * An installation, decided in every detail and not begun.
 *
 * @param source where the set is read from
 * @param bound the bound images that will be put on the disk
 * @param target what was found there, and how it will be used
 * @param kargs of the deployment, in order
 * @param origin what the installed machine will track
 * @param settings what is written to set up the new system
 * @param scripts of the user, that run around it
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
    SettingsPlan settings,
    Scripts scripts,
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
