package dev.bootferry.cli.usecase;

import dev.bootferry.cli.version.Version;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.imports.LayerRecordFiles;
import dev.bootferry.deployment.status.StatusReader;
import dev.bootferry.deployment.status.SystemStatus;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.upgrade.BootedSystem;
import dev.bootferry.deployment.upgrade.Rollback;
import dev.bootferry.deployment.upgrade.RollbackPlan;
import dev.bootferry.deployment.upgrade.Upgrade;
import dev.bootferry.deployment.upgrade.UpgradePlanner;
import dev.bootferry.deployment.upgrade.UpgradeRequest;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.bundle.BundleVerifier;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.opening.SetOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.installer.execute.InstallExecutor;
import dev.bootferry.installer.medium.ConfigMedium;
import dev.bootferry.installer.medium.ConfigPlace;
import dev.bootferry.installer.preflight.DeskCheck;
import dev.bootferry.installer.preflight.DeskPlan;
import dev.bootferry.installer.preflight.Preflight;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.preflight.Survey;
import dev.bootferry.installer.preflight.Surveyor;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.unattended.ConfigReader;
import dev.bootferry.installer.unattended.ConfigReading;
import dev.bootferry.installer.unattended.NearbyFiles;
import dev.bootferry.installer.undo.InstallUndo;
import dev.bootferry.installer.undo.UndoPlan;
import dev.bootferry.installer.wizard.machine.MachineFacts;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.mirror.AllSources;
import dev.bootferry.mirror.MirrorCreate;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.MirrorResult;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.hardware.HardwareJson;
import dev.bootferry.partitioning.hardware.HardwareProbe;
import dev.bootferry.partitioning.undo.SaveLabel;
import dev.bootferry.registry.client.RegistryClient;
import dev.bootferry.registry.client.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real thing: each use case handed to the module that does it. */
public final class ModuleUseCases implements UseCases {
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Written into what is made. */
  private static final String PROGRAM = "bootferry " + Version.text();

  /** Where the volume with the configuration is mounted, in this process's own namespace. */
  private static final Path CONFIG_VOLUME = Path.of("/run/bootferry/config");

  private final SystemCommandRunner commands = new SystemCommandRunner();

  private final Map<String, String> environment;
  private final boolean root;

  /**
   * Does nothing yet.
   *
   * @param environment in which registries' credentials, proxies and the container storage are
   *     looked up
   * @param root whether the container storage is root's
   */
  public ModuleUseCases(Map<String, String> environment, boolean root) {
    this.environment = Map.copyOf(environment);
    this.root = root;
  }

  @Override
  public MirrorResult mirror(MirrorRequest request, RegistryAccess registry, Progress progress)
      throws IOException {
    try (AllSources sources =
        new AllSources(() -> new RegistryClient(options(registry), progress), localSources())) {
      return new MirrorCreate(sources, progress).create(request);
    }
  }

  private RegistryOptions options(RegistryAccess registry) {
    RegistryOptions options =
        RegistryOptions.standard().withEnvironment(environment).withTlsVerify(registry.tlsVerify());
    return registry.authFile().isPresent()
        ? options.withAuthFile(registry.authFile().get())
        : options;
  }

  @Override
  public InspectedBundle inspect(Path bundle) throws IOException {
    try (BundleSet set = BundleSet.open(bundle)) {
      return new InspectedBundle(set.name(), set.reader().id(), set.set());
    }
  }

  @Override
  public VerifyReport verify(Path bundle, Progress progress) throws IOException {
    return BundleVerifier.verify(bundle, Runtime.getRuntime().availableProcessors(), progress);
  }

  @Override
  public Prepared prepareInstall(InstallRequest request, String source, Progress progress)
      throws IOException {
    SourceReference reference = SourceReference.parse(source);
    SetOpener opener = new SetOpener(localSources(), Platform.host(), JOBS, progress);
    return new Preflight(commands, progress)
        .prepare(request, () -> opener.openForInstall(reference));
  }

  @Override
  public MachineFacts wizardFacts(Progress progress) {
    return new MachineFacts(commands, StorageConfiguration.ofHost(environment, root), progress);
  }

  @Override
  public ConfigReading readConfig(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return ConfigReader.read(
        Files.readString(file),
        file.toString(),
        NearbyFiles.below(folder == null ? Path.of("/") : folder));
  }

  @Override
  public ConfigMedium findConfig() throws IOException {
    return ConfigMedium.find(
        ConfigPlace.of(Files.readString(Path.of("/proc/cmdline"))), CONFIG_VOLUME, commands);
  }

  @Override
  public Prepared prepareInstall(
      InstallSpecification specification, Optional<String> source, Progress progress)
      throws IOException {
    Optional<String> chosen = source.or(specification::source);
    if (chosen.isEmpty()) {
      throw new Problem(
              CoreProblem.USAGE,
              "find what to install",
              "neither the configuration nor the command line names a source",
              "Give --source SOURCE, or source in the configuration.")
          .exception();
    }
    return prepareInstall(
        AskedRequest.of(specification, new HardwareProbe(commands)::probe), chosen.get(), progress);
  }

  @Override
  public DeskPlan planAtDesk(
      InstallSpecification specification, Path machine, Optional<String> source, Progress progress)
      throws IOException {
    Hardware hardware = HardwareJson.read(Files.readAllBytes(machine), machine.toString());
    DeskCheck desk = new DeskCheck(progress);
    Optional<String> here =
        source.or(() -> specification.source().filter(ModuleUseCases::mayBeHere));
    if (here.isEmpty()) {
      progress.note("the image is not here: what only it can tell is left open");
      return desk.plan(specification, hardware);
    }
    SetOpener opener = new SetOpener(localSources(), Platform.host(), JOBS, progress);
    try (OpenedSet set = opener.openForInstall(SourceReference.parse(here.get()))) {
      return desk.plan(specification, hardware, set);
    }
  }

  private static boolean mayBeHere(String source) {
    return !(SourceReference.parse(source) instanceof SourceReference.Bundle bundle)
        || Files.exists(bundle.path());
  }

  @Override
  public InstallResult install(Prepared prepared, Progress progress) throws IOException {
    return new InstallExecutor(commands, progress, PROGRAM).execute(prepared);
  }

  @Override
  public Hardware probe() {
    return new HardwareProbe(commands).probe();
  }

  @Override
  public UndoPlan planUndo(Path target) throws IOException {
    return new InstallUndo(commands).plan(target);
  }

  @Override
  public void undo(UndoPlan plan) throws IOException {
    SaveLabel _ = new InstallUndo(commands).execute(plan);
  }

  @Override
  public SystemStatus status() throws IOException {
    BootedSystem system;
    try {
      system = BootedSystem.find(commands);
    } catch (ProblemException e) {
      if (e.problem().code() == DeploymentProblem.SYSROOT_NOT_BOOTED) {
        return new SystemStatus(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, false);
      }
      throw e;
    }
    return new StatusReader(system.sysroot().root())
        .read(system.deployments(), system.isReadOnly());
  }

  @Override
  public PreparedUpgrade prepareUpgrade(SourceReference source, Progress progress)
      throws IOException {
    // A machine that cannot be upgraded says so at once, not after minutes of reading.
    BootedSystem system = BootedSystem.find(commands);
    OpenedSet set =
        new SetOpener(
                localSources(),
                Platform.host(),
                JOBS,
                progress,
                new LayerRecordFiles(system.sysroot()))
            .openForInstall(source);
    try {
      Survey survey = new Surveyor(progress).survey(set, true);
      return new PreparedUpgrade(
          system,
          new UpgradePlanner(system)
              .plan(new UpgradeRequest(set, survey.base(), survey.facts(), survey.bound())),
          survey.findings(),
          set);
    } catch (IOException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  @Override
  public Deployment upgrade(PreparedUpgrade prepared, Progress progress) throws IOException {
    return new Upgrade(prepared.system(), PROGRAM, progress).execute(prepared.plan());
  }

  @Override
  public RollbackPlan planRollback() throws IOException {
    return new Rollback(BootedSystem.find(commands)).plan();
  }

  @Override
  public void rollback(RollbackPlan plan) throws IOException {
    new Rollback(BootedSystem.find(commands)).execute(plan);
  }

  @Override
  public void powerOff() {
    var _ = commands.run(Command.of("systemctl", "poweroff"));
  }

  @Override
  public void restart() {
    var _ = commands.run(Command.of("systemctl", "reboot"));
  }

  private LocalSources localSources() {
    return new LocalSources(StorageConfiguration.ofHost(environment, root));
  }
}
