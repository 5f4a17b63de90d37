package dev.bootferry.installer.plan;

import dev.bootferry.bootloader.install.BootloaderOffer;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.space.SpaceNeeded;
import dev.bootferry.installer.system.GrowUnit;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.ExistingPartitions;
import dev.bootferry.partitioning.layout.LayoutPlanner;
import dev.bootferry.partitioning.layout.LayoutRequest;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetRules;
import dev.bootferry.partitioning.target.TargetVerdict;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides everything. Pure: it knows what was found out, and finds out nothing itself. */
public final class InstallPlanner {
  private static final String DEFAULT_STATEROOT = "default";

  private final Supplier<UUID> ids;

  /**
   * Plans with these identities.
   *
   * @param ids gives a new one each time, such as {@code UUID::randomUUID}
   */
  public InstallPlanner(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /** What was found out before. */
  public record Findings(
      OpenSet open,
      List<SetImage> bound,
      ImageFacts facts,
      List<UsabilityFinding> usability,
      InstallConfiguration configuration,
      BootloaderOffer bootLoaders,
      SpaceNeeded space,
      TargetReport target,
      ExistingPartitions existing,
      String ostree,
      SettingsPlan settings) {}

  /**
   * Plans.
   *
   * @throws dev.bootferry.core.problem.ProblemException the reason why it may not be: the target's,
   *     {@code target-too-small}, {@code kept-partition-missing}, {@code kept-table-unfit}, {@code
   *     label-too-long}, {@code file-system-unknown}, {@code filesystem-unset}, {@code
   *     install-config-unsupported}, {@code boot-loader-missing}, {@code karg-not-carriable},
   *     {@code kargs-too-long}, {@code title-not-carriable}
   */
  public InstallPlan plan(InstallRequest request, Findings findings) {
    InstallConfiguration configuration = findings.configuration();
    requireSupported(configuration);
    Architecture architecture = architecture(findings.open().set().base());
    FileSystemType type = fileSystem(request, configuration);
    TargetOptions options = targetOptions(request);
    int sectorSize = request.sectorSize().orElse(Math.max(512, findings.target().sectorSize()));
    TargetVerdict verdict =
        TargetRules.judge(
                findings.target(),
                options,
                LayoutPlanner.minimumDisk(
                    architecture, request.layout(), type, sectorSize, findings.space().partition()))
            .demandAccepted();
    DiskLayout layout =
        new LayoutPlanner(ids)
            .plan(
                new LayoutRequest(
                    findings.target().title(),
                    DiskGeometry.ofBytes(verdict.bytes(), verdict.sectorSize()),
                    architecture,
                    request.layout(),
                    type,
                    findings.space().partition(),
                    findings.existing()));
    List<String> kargs =
        KernelArgumentOrder.of(
            layout, configuration, findings.facts().kargs(RustNames.of(architecture)), request);
    return new InstallPlan(
        findings.open().name(),
        findings.open().set(),
        findings.bound(),
        findings.target(),
        verdict,
        architecture,
        layout,
        findings.space(),
        request.stateroot().or(configuration::stateroot).orElse(DEFAULT_STATEROOT),
        kargs,
        origin(request, findings),
        findings.settings().with(GrowUnit.entries(layout)),
        request.scripts(),
        configuration,
        findings.ostree(),
        findings.usability(),
        BootLoaderChoice.of(
            configuration,
            findings.bootLoaders(),
            layout,
            kargs,
            findings.facts().osRelease().prettyName()),
        genericImage(request, findings.target()));
  }

  /** What the request allows of its target. */
  public static TargetOptions targetOptions(InstallRequest request) {
    Optional<Integer> sectorSize =
        request.sectorSize().isPresent()
            ? Optional.of(request.sectorSize().getAsInt())
            : Optional.empty();
    return new TargetOptions(request.wipe(), request.size(), sectorSize);
  }

  /**
   * The architecture of a base image.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code architecture-unknown}
   */
  public static Architecture architecture(SetImage base) {
    String name = base.config().platform().architecture();
    return Architecture.ofOciName(name)
        .orElseThrow(() ->
            new Problem(
                    InstallerProblem.ARCHITECTURE_UNKNOWN,
                    "install " + base.reference(),
                    "it is for " + name + ", whose disks are not known here",
                    "Use an image for one of the architectures that the documentation lists.")
                .exception());
  }

  private static FileSystemType fileSystem(
      InstallRequest request, InstallConfiguration configuration) {
    return request
        .layout()
        .root()
        .type()
        .or(() -> configuration.rootFileSystem().map(FileSystemType::rootType))
        .orElseThrow(() ->
            new Problem(
                    InstallerProblem.FILESYSTEM_UNSET,
                    "choose the root file system",
                    "the image does not say which it wants",
                    "Give --filesystem ext4, xfs or btrfs.")
                .exception());
  }

  /** As bootc: a file is meant for other machines than the one that writes it. */
  private static boolean genericImage(InstallRequest request, TargetReport target) {
    return request.genericImage() || target.kind() != TargetKind.DISK;
  }

  private static TargetReference origin(InstallRequest request, Findings findings) {
    String name = request.targetImgref().orElseGet(() -> findings.open().set().base().reference());
    return TargetReference.registry(name);
  }

  private static void requireSupported(InstallConfiguration configuration) {
    if (!configuration.block().contains("direct")) {
      throw unsupported(
          "block = " + configuration.block(),
          "only the set-up 'direct' is built so far; tpm2-luks is not");
    }
    BootLoaderChoice.requireSupported(configuration);
  }

  private static RuntimeException unsupported(String what, String why) {
    return new Problem(
            InstallerProblem.INSTALL_CONFIG_UNSUPPORTED,
            "install as the image's configuration asks: " + what,
            why,
            "Put a file of the same name with another value into /run/bootc/install of this"
                + " machine, which goes before the image's.")
        .exception();
  }
}
