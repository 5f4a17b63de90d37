package dev.bootferry.cli.command;

import dev.bootferry.cli.render.StatusText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.deployment.status.HostDocument;
import dev.bootferry.deployment.status.SystemStatus;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}. */
@Command(
    name = "status",
    header = "Show what is booted, staged and kept on this machine.",
    description =
        "Shows each deployment with the image that it was made from and the images that it binds.")
final class StatusCommand implements Action {
  private final UseCases useCases;

  @Option(
      names = "--json",
      description = "Print bootc's Host document, with additions below 'bootferry'.")
  private boolean json;

  StatusCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    SystemStatus status = useCases.status();
    if (json) {
      session.print(HostDocument.of(status));
    } else {
      session.print(StatusText.of(status));
    }
    return ExitCode.DONE;
  }
}
