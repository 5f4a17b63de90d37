package dev.bootferry.cli;

import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.cli.usecase.PreparedUpgrade;
import dev.bootferry.cli.usecase.RegistryAccess;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.status.SystemStatus;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.upgrade.RollbackPlan;
import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.installer.medium.ConfigMedium;
import dev.bootferry.installer.preflight.DeskCheck;
import dev.bootferry.installer.preflight.DeskPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.unattended.ConfigReader;
import dev.bootferry.installer.unattended.ConfigReading;
import dev.bootferry.installer.unattended.NearbyFiles;
import dev.bootferry.installer.undo.UndoPlan;
import dev.bootferry.installer.wizard.machine.MachineFacts;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.MirrorResult;
import dev.bootferry.partitioning.hardware.Hardware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with what a test put into it. */
final class StubUseCases implements UseCases {
  InspectedBundle inspected =
      new InspectedBundle("site.tar", Digest.sha256(new byte[0]), SampleSets.operatingSystem());
  VerifyReport verified =
      new VerifyReport(
          "site.tar", Digest.sha256(new byte[0]), List.of("a", "b"), 5, 3 << 20, List.of());

  /** What {@link #mirror} was asked for last. */
  @Nullable MirrorRequest mirrorRequest;

  @Nullable RegistryAccess registryAccess;
  List<UsabilityFinding> findings = List.of();

  SystemStatus status =
      new SystemStatus(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, false);

  Hardware hardware = new Hardware("amd64", Hardware.Firmware.UEFI, 1L << 30, List.of(), List.of());

  @Nullable SourceReference upgradeSource;
  @Nullable RollbackPlan rollback;
  @Nullable UndoPlan undo;

  /** What {@link #readConfig} reads, whatever the file. */
  String config = "";

  /** What changed the machine, in order. */
  final List<String> done = new ArrayList<>();

  /** Thrown by every use case, when set. */
  @Nullable Exception failure;

  @Override
  public MirrorResult mirror(MirrorRequest request, RegistryAccess registry, Progress progress)
      throws IOException {
    mirrorRequest = request;
    registryAccess = registry;
    fail();
    return new MirrorResult(
        request.output(), inspected.id(), inspected.set(), 302L << 20, findings);
  }

  @Override
  public InspectedBundle inspect(Path bundle) throws IOException {
    fail();
    return inspected;
  }

  @Override
  public VerifyReport verify(Path bundle, Progress progress) throws IOException {
    fail();
    try (Progress.Stage stage = progress.stage("hashing", verified.bytes())) {
      stage.moved(verified.bytes());
    }
    return verified;
  }

  private void fail() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case ProblemException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public Prepared prepareInstall(InstallRequest request, String source, Progress progress) {
    throw new AssertionError("not expected: install from " + source);
  }

  @Override
  public MachineFacts wizardFacts(Progress progress) {
    throw new AssertionError("not expected: wizard");
  }

  @Override
  public ConfigReading readConfig(Path file) throws IOException {
    fail();
    return ConfigReader.read(config, file.toString(), NearbyFiles.below(Path.of("/nowhere")));
  }

  @Override
  public ConfigMedium findConfig() {
    throw new AssertionError("not expected: find a configuration");
  }

  @Override
  public Prepared prepareInstall(
      InstallSpecification specification, Optional<String> source, Progress progress) {
    throw new AssertionError("not expected: install " + specification);
  }

  @Override
  public DeskPlan planAtDesk(
      InstallSpecification specification,
      Path machine,
      Optional<String> source,
      Progress progress) {
    return new DeskCheck(progress).plan(specification, hardware);
  }

  @Override
  public InstallResult install(Prepared prepared, Progress progress) {
    throw new AssertionError("not expected: install");
  }

  @Override
  public Hardware probe() {
    return hardware;
  }

  @Override
  public UndoPlan planUndo(Path target) throws IOException {
    fail();
    if (undo == null) {
      throw new AssertionError("not expected: undo on " + target);
    }
    return undo;
  }

  @Override
  public void undo(UndoPlan plan) {
    done.add("undo " + plan.target().path());
  }

  @Override
  public SystemStatus status() throws IOException {
    fail();
    return status;
  }

  @Override
  public PreparedUpgrade prepareUpgrade(SourceReference source, Progress progress)
      throws IOException {
    upgradeSource = source;
    fail();
    throw new AssertionError("not expected: upgrade from " + source);
  }

  @Override
  public Deployment upgrade(PreparedUpgrade prepared, Progress progress) {
    throw new AssertionError("not expected: upgrade");
  }

  @Override
  public RollbackPlan planRollback() throws IOException {
    fail();
    return rollbackPlan();
  }

  private RollbackPlan rollbackPlan() {
    if (rollback == null) {
      throw new AssertionError("not expected: rollback");
    }
    return rollback;
  }

  @Override
  public void rollback(RollbackPlan plan) {
    done.add("rollback");
  }

  @Override
  public void powerOff() {
    done.add("power off");
  }

  @Override
  public void restart() {
    done.add("restart");
  }
}
