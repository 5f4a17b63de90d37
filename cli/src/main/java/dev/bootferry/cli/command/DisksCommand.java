package dev.bootferry.cli.command;

import dev.bootferry.cli.render.DisksJson;
import dev.bootferry.cli.render.DisksText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.partitioning.choice.DiskJudge;
import dev.bootferry.partitioning.choice.DiskVerdict;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code disks}. */
@Command(
    name = "disks",
    header = "Show the disks of this machine, and which may be installed to.",
    description =
        "Shows each disk with what identifies it, what is on it, what uses it, and whether it may be installed to, or why not. Changes nothing.")
final class DisksCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--minimum",
      paramLabel = "SIZE",
      defaultValue = "0",
      description = "What the installation needs, as in 20G: smaller disks are refused.")
  private ByteSize minimum = new ByteSize(0);

  DisksCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) {
    ProbeCommand.warnWithoutRoot(session);
    List<DiskVerdict> verdicts = DiskJudge.judge(useCases.probe(), minimum);
    if (json) {
      session.print(DisksJson.of(verdicts));
    } else {
      session.print(DisksText.of(verdicts));
    }
    return ExitCode.DONE;
  }
}
