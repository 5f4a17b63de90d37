package dev.bootferry.cli;

import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.installer.execute.InstallResult;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.request.InstallRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with what a test put into it. */
final class StubUseCases implements UseCases {
  InspectedBundle inspected =
      new InspectedBundle("site.tar", Digest.sha256(new byte[0]), SampleSets.operatingSystem());
  VerifyReport verified =
      new VerifyReport(
          "site.tar", Digest.sha256(new byte[0]), List.of("a", "b"), 5, 3 << 20, List.of());

  /** Thrown by every use case, when set. */
  @Nullable Exception failure;

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
  public InstallResult install(Prepared prepared, Progress progress) {
    throw new AssertionError("not expected: install");
  }
}
