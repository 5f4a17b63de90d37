package dev.bootferry.cli.usecase;

import dev.bootferry.cli.command.Version;
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
import dev.bootferry.linux.session.Identity;
import java.io.IOException;
import java.nio.file.Path;

/** The real thing: each use case handed to the module that does it. */
public final class ModuleUseCases implements UseCases {
  private static final int JOBS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final SystemCommandRunner commands = new SystemCommandRunner();

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
    LocalSources sources =
        new LocalSources(StorageConfiguration.ofHost(System.getenv(), Identity.isRoot()));
    SetOpener opener = new SetOpener(sources, Platform.host(), JOBS, progress);
    return new Preflight(commands, progress)
        .prepare(request, () -> opener.openForInstall(reference));
  }

  @Override
  public InstallResult install(Prepared prepared, Progress progress) throws IOException {
    return new InstallExecutor(commands, progress, "bootferry " + Version.text()).execute(prepared);
  }
}
