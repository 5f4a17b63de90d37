package dev.bootferry.cli.command;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help mirror create} is {@code mirror create --help}. */
@Command(name = "help", header = "Show how a command is used.")
public final class HelpCommand implements Action {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command, as in 'mirror create'; the whole program when left out.")
  private List<String> path = List.of();

  @Override
  public ExitCode run(Session session) {
    CommandLine command = spec.root().commandLine();
    for (String name : path) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new Problem(
                CoreProblem.USAGE,
                "show help for '" + String.join(" ", path) + "'",
                "'" + command.getCommandSpec().qualifiedName() + "' has no command '" + name + "'",
                "Commands there are: " + String.join(", ", command.getSubcommands().keySet()) + ".")
            .exception();
      }
      command = next;
    }
    command.setColorScheme(spec.commandLine().getColorScheme());
    session.print(command.getUsageMessage());
    return ExitCode.DONE;
  }
}
