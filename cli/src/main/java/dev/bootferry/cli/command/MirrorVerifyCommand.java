package dev.bootferry.cli.command;

import dev.bootferry.cli.problem.ProblemText;
import dev.bootferry.cli.render.BundleJson;
import dev.bootferry.cli.render.BundleText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.bundle.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirror verify}. */
@Command(
    name = "verify",
    header = "Check a bundle wholly.",
    description =
        "Hashes every blob again, and checks that all that the set needs is there and nothing else. Names each damaged blob and the image that it belongs to. Exit status 4 when there is damage.")
final class MirrorVerifyCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Parameters(paramLabel = "BUNDLE", description = "A bundle: its tar, or its folder.")
  private Path bundle;

  MirrorVerifyCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    VerifyReport report = useCases.verify(bundle, session.progress());
    if (report.sound()) {
      if (json) {
        session.print(BundleJson.of(report).build());
      } else {
        session.print(BundleText.sound(report));
      }
      return ExitCode.DONE;
    }
    Problem problem = damaged(report);
    if (json) {
      session.print(BundleJson.of(report).put("error", ProblemText.json(problem)).build());
    }
    session.complain(problem);
    return problem.code().exit();
  }

  /** The report's own problem, each damage on a line. */
  private static Problem damaged(VerifyReport report) {
    try {
      report.requireSound();
      throw new IllegalArgumentException("not damaged: " + report);
    } catch (ProblemException e) {
      Problem problem = e.problem();
      return new Problem(problem.code(), problem.what(), BundleText.damages(report), problem.fix());
    }
  }
}
