package dev.bootferry.cli.command;

import dev.bootferry.cli.render.BundleJson;
import dev.bootferry.cli.render.BundleText;
import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirror inspect}. */
@Command(
    name = "inspect",
    header = "Show what a bundle holds.",
    description =
        "Shows the base image and the images that it binds, with digests, sizes, and what they share. Reads the bundle's documents only; 'mirror verify' checks all of it.")
final class MirrorInspectCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Parameters(paramLabel = "BUNDLE", description = "A bundle: its tar, or its folder.")
  private Path bundle;

  MirrorInspectCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    InspectedBundle inspected = useCases.inspect(bundle);
    if (json) {
      session.print(BundleJson.of(inspected));
    } else {
      session.print(BundleText.of(inspected));
    }
    return ExitCode.DONE;
  }
}
