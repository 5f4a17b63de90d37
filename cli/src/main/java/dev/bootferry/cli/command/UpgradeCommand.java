package dev.bootferry.cli.command;

import dev.bootferry.cli.render.UpgradeText;
import dev.bootferry.cli.usecase.PreparedUpgrade;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.images.reference.SourceReference;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code upgrade}. */
@Command(
    name = "upgrade",
    header = "Put another version beside the running one, for the next boot.",
    description =
        "Checks the whole set and the free space first. Then imports what is missing, stores every"
            + " bound image, and stages the deployment last: until then the machine is as it was."
            + " No network is used.")
final class UpgradeCommand implements Action {
  private final UseCases useCases;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "BUNDLE",
      description = "The set to upgrade to: a bundle's tar, or its folder.")
  private SourceReference from;

  @Option(names = "--apply", description = "Restart the machine when all is done.")
  private boolean apply;

  @Option(names = "--dry-run", description = "Print the plan, and change nothing.")
  private boolean dryRun;

  UpgradeCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    try (PreparedUpgrade prepared = useCases.prepareUpgrade(from, session.progress())) {
      if (dryRun) {
        session.print(UpgradeText.of(prepared));
        return ExitCode.DONE;
      }
      if (prepared.plan().nothingToDo()) {
        session.print(UpgradeText.nothingToDo(prepared.plan()));
      } else {
        session.print(
            UpgradeText.staged(prepared, useCases.upgrade(prepared, session.progress()), apply));
      }
    }
    // What was staged by an earlier run is applied too.
    if (apply && useCases.status().staged().isPresent()) {
      useCases.restart();
    }
    return ExitCode.DONE;
  }
}
