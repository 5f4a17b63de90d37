package dev.bootferry.installer.preflight;

import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.bound.UsabilityReview;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.configuration.InstallConfigurationReader;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.plan.InstallPlanner;
import dev.bootferry.installer.plan.RustNames;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.space.SpaceOracle;
import dev.bootferry.installer.system.GrowUnit;
import dev.bootferry.installer.system.ImageFiles;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.installer.system.SettingsPlanner;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.layout.ExistingPartitions;
import dev.bootferry.partitioning.luks.LuksDevice;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetRules;
import dev.bootferry.partitioning.undo.DiskIdentity;
import dev.bootferry.partitioning.wish.Encryption;
import dev.bootferry.partitioning.wish.VolumeWish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks everything and plans. The target is only looked at. */
public final class Preflight {
  private final CommandRunner commands;
  private final Progress progress;

  public Preflight(CommandRunner commands, Progress progress) {
    this.commands = commands;
    this.progress = progress;
  }

  /**
   * Prepares an installation.
   *
   * @param place opens the set, once the target has been found fit
   * @throws dev.bootferry.core.problem.ProblemException whatever speaks against it; nothing has
   *     been changed then
   */
  public Prepared prepare(InstallRequest request, SetPlace place) throws IOException {
    TargetReport target = new TargetInspector(commands).inspect(request.target());
    // A target that may not be used is said at once, not after minutes of reading.
    TargetRules.judge(target, InstallPlanner.targetOptions(request), new ByteSize(0))
        .demandAccepted();
    Optional<String> keys = request.rootSshAuthorizedKeys().map(SshKeys::read);
    // Whether they can be carried depends on the boot loader, which the image chooses.
    KernelArguments _ = KernelArguments.parse(String.join(" ", request.kargs()));
    if (request.layout().encryption() instanceof Encryption.Luks) {
      LuksDevice.requirePossible(commands);
    }
    OpenedSet open = place.open();
    boolean done = false;
    try {
      Prepared prepared = prepare(request, open, target, keys);
      done = true;
      return prepared;
    } finally {
      if (!done) {
        open.close();
      }
    }
  }

  /** Opens a set. */
  @FunctionalInterface
  public interface SetPlace {
    OpenedSet open() throws IOException;
  }

  private Prepared prepare(
      InstallRequest request, OpenedSet open, TargetReport target, Optional<String> keys)
      throws IOException {
    boolean withBound = request.boundImages() == InstallRequest.BoundImages.STORED;
    Survey survey = new Surveyor(progress).survey(open, withBound);
    if (request.strict()) {
      UsabilityReview.refuse(survey.findings(), open.set().base().reference());
    }
    for (UsabilityFinding finding : survey.findings()) {
      progress.note("warning: " + finding);
    }
    InstallConfiguration configuration =
        InstallConfigurationReader.read(
            InstallFiles.find(survey.base(), Path.of("/")), rustName(open.set().base()));
    SetImage base = open.set().base();
    ImageFiles image = ImageFiles.of(survey.base(), open.blobs(base), base);
    SettingsPlan settings = SettingsPlanner.plan(request.system(), keys, image);
    if (request.layout().volumes().stream().anyMatch(VolumeWish::grow)) {
      GrowUnit.requirePrograms(image);
    }
    if (request.layout().encryption() instanceof Encryption.Luks
        && !image.has("usr/sbin/cryptsetup")
        && !image.has("usr/lib/systemd/systemd-cryptsetup")) {
      throw new Problem(
              InstallerProblem.SETTINGS_UNFIT,
              "encrypt the root of " + base.reference(),
              "the image has no cryptsetup, so it could not open its own root",
              "Put cryptsetup into the image and its initramfs, or install without encryption.")
          .exception();
    }
    WorkFolder work = WorkFolder.create();
    boolean done = false;
    try {
      ImagePrograms programs = ImagePrograms.extract(open, survey, work, progress);
      InstallPlan plan =
          new InstallPlanner(UUID::randomUUID)
              .plan(
                  request,
                  new InstallPlanner.Findings(
                      open,
                      List.copyOf(survey.bound().keySet()),
                      survey.facts(),
                      survey.findings(),
                      configuration,
                      programs.bootLoaders(InstallPlanner.architecture(open.set().base())),
                      SpaceOracle.needed(survey.base(), survey.bound()),
                      target,
                      existing(request, target),
                      programs.ostree(commands).toString(),
                      settings));
      done = true;
      return new Prepared(
          plan, DiskIdentity.of(target.path(), target.kind()), open, survey, programs);
    } finally {
      if (!done) {
        work.close();
      }
    }
  }

  private ExistingPartitions existing(InstallRequest request, TargetReport target) {
    return request.layout().keepsAnything() && target.size() > 0
        ? ExistingPartitionsReader.read(
            target.path(), request.sectorSize().orElse(target.sectorSize()), commands)
        : ExistingPartitions.NONE;
  }

  private static String rustName(SetImage base) {
    String name = base.config().platform().architecture();
    return Architecture.ofOciName(name).map(RustNames::of).orElse(name);
  }
}
