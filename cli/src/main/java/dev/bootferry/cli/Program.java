package dev.bootferry.cli;

import dev.bootferry.cli.command.Action;
import dev.bootferry.cli.command.CommandTree;
import dev.bootferry.cli.command.CommonOptions;
import dev.bootferry.cli.command.RootCommand;
import dev.bootferry.cli.command.Session;
import dev.bootferry.cli.problem.FailureReport;
import dev.bootferry.cli.problem.Problems;
import dev.bootferry.cli.problem.UsageProblems;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** One run of the program: arguments in, text and an exit code out. */
public final class Program {
  private final CommandTree tree;
  private final Surroundings surroundings;
  private final BooleanSupplier interrupted;

  /**
   * @param interrupted whether the program has been told to stop; then that is why things fail
   */
  public Program(CommandTree tree, Surroundings surroundings, BooleanSupplier interrupted) {
    this.tree = tree;
    this.surroundings = surroundings;
    this.interrupted = interrupted;
  }

  /** Runs to the end. What goes wrong is said on standard error, never thrown. */
  public ExitCode execute(String... arguments) {
    FailureReport report = new FailureReport(surroundings, List.of(arguments).contains("--json"));
    ExitCode exit = parseAndRun(report, arguments);
    surroundings.out().flush();
    if (surroundings.out().checkError() && exit == ExitCode.DONE) {
      exit = report.outputLost();
    }
    surroundings.err().flush();
    return exit;
  }

  private ExitCode parseAndRun(FailureReport report, String... arguments) {
    CommandLine commandLine = tree.build();
    try {
      CommandLine last = commandLine.parseArgs(arguments).asCommandLineList().getLast();
      RootCommand root = commandLine.getCommand();
      return run(last, root.common(), report);
    } catch (ParameterException e) {
      return report.failed(UsageProblems.of(e), e);
    }
  }

  private ExitCode run(CommandLine command, CommonOptions options, FailureReport report) {
    boolean color = options.color().on(surroundings, surroundings.terminal().isOutput());
    command.setColorScheme(Help.defaultColorScheme(color ? Help.Ansi.ON : Help.Ansi.OFF));
    if (command.isUsageHelpRequested()) {
      surroundings.out().print(command.getUsageMessage());
      return ExitCode.DONE;
    }
    if (command.isVersionHelpRequested()) {
      command.printVersionHelp(surroundings.out());
      return ExitCode.DONE;
    }
    if (!(command.getCommand() instanceof Action action)) {
      return report.failed(UsageProblems.commandMissing(command), null);
    }
    String name = command.getCommandSpec().qualifiedName().replaceFirst("^bootferry ", "");
    try {
      return run(action, name, options);
    } catch (ParameterException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) {
      Problem problem = Problems.of(e, name);
      boolean stopped = interrupted.getAsBoolean() && problem.code() != CoreProblem.INTERRUPTED;
      return report.failed(stopped ? Problems.interrupted(name) : problem, e);
    }
  }

  private ExitCode run(Action action, String name, CommonOptions options) throws Exception {
    if (action.needsRoot() && !surroundings.root()) {
      throw new Problem(
              CoreProblem.NOT_ROOT,
              "begin " + name,
              "it changes disks and mounts, which only root may",
              "Run the same command as root, as with sudo.")
          .exception();
    }
    try (Display display = Display.open(surroundings, options)) {
      return action.run(new Session(surroundings, display.progress()));
    }
  }
}
