package dev.bootferry.cli.command;

import dev.bootferry.cli.render.UpgradeText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.deployment.upgrade.RollbackPlan;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollback}. */
@Command(
    name = "rollback",
    header = "Go back to the former version at the next boot.",
    description =
        "Makes the former deployment the default, with the bound images that it came with. Given"
            + " once more before the restart, it takes that back. /etc is the former one's own, /var"
            + " is shared. No network is used.")
final class RollbackCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--apply", description = "Restart the machine when all is done.")
  private boolean apply;

  RollbackCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    RollbackPlan plan = useCases.planRollback();
    useCases.rollback(plan);
    session.print(UpgradeText.rolledBack(plan, apply));
    if (apply) {
      useCases.restart();
    }
    return ExitCode.DONE;
  }
}
