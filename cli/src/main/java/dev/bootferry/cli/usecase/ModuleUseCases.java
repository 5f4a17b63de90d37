package dev.bootferry.cli.usecase;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.bundle.BundleVerifier;
import dev.bootferry.images.bundle.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;

/** The real thing: each use case handed to the module that does it. */
public final class ModuleUseCases implements UseCases {
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
}
