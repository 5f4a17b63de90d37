package dev.bootferry.cli.usecase;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the program can do. Each fails with a {@link dev.bootferry.core.problem.ProblemException}
 * that says why.
 */
public interface UseCases {
  /** Reads the documents of a bundle; its blobs are not checked. */
  InspectedBundle inspect(Path bundle) throws IOException;

  /** Hashes everything in a bundle. Damage is in the report, not thrown. */
  VerifyReport verify(Path bundle, Progress progress) throws IOException;
}
