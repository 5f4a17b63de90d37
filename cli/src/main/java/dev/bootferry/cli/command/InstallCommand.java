package dev.bootferry.cli.command;

import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code install}: the wizard, and the commands that install. */
@Command(
    name = "install",
    header = "Install an image set, with no network.",
    description =
        "On a terminal it asks what to install and where, shows the plan, and begins when the name of the disk has been typed.")
final class InstallCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--dry-run", description = "Ask and show the plan; change nothing.")
  private boolean dryRun;

  InstallCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) throws Exception {
    requireTerminal(session);
    return new WizardRun(useCases, session, dryRun).run();
  }

  private static void requireTerminal(Session session) {
    boolean input = session.surroundings().terminal().isInput();
    boolean error = session.surroundings().terminal().isError();
    if (!input || !error) {
      throw new Problem(
              CoreProblem.USAGE,
              "ask what to install",
              "standard "
                  + (input ? "error" : "input")
                  + " is no terminal, and nothing else says what to install and where",
              "Run it on a terminal, give the answers in a file with 'bootferry install --config"
                  + " FILE', or see 'bootferry install to-disk --help'.")
          .exception();
    }
    if (!session.surroundings().root()) {
      throw notRoot();
    }
  }

  /** Said only where there is a terminal: without one that is what is missing first. */
  private static ProblemException notRoot() {
    return new Problem(
            CoreProblem.NOT_ROOT,
            "begin install",
            "it changes disks and mounts, which only root may",
            "Run the same command as root, as with sudo.")
        .exception();
  }
}
