package dev.bootferry.cli.usecase;

import dev.bootferry.cli.version.Version;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.bundle.BundleVerifier;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.SetOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.installer.execute.InstallExecutor;
import dev.bootferry.installer.execute.InstallResult;
import dev.bootferry.installer.preflight.Preflight;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.mirror.AllSources;
import dev.bootferry.mirror.MirrorCreate;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.MirrorResult;
import dev.bootferry.registry.client.RegistryClient;
import dev.bootferry.registry.client.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The real thing: each use case handed to the module that does it. */
public final class ModuleUseCases implements UseCases {
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

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
    RegistryOptions options =
        RegistryOptions.standard().withEnvironment(environment).withTlsVerify(registry.tlsVerify());
    if (registry.authFile().isPresent()) {
      options = options.withAuthFile(registry.authFile().get());
    }
    try (RegistryClient client = new RegistryClient(options, progress)) {
      return new MirrorCreate(new AllSources(client, localSources()), progress).create(request);
    }
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
  public InstallResult install(Prepared prepared, Progress progress) throws IOException {
    return new InstallExecutor(commands, progress, "bootferry " + Version.text()).execute(prepared);
  }

  private LocalSources localSources() {
    return new LocalSources(StorageConfiguration.ofHost(environment, root));
  }
}
