package dev.bootferry.cli.command;

import dev.bootferry.core.problem.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    header = "Print a script that completes commands and options in bash.",
    description =
        "Use it as in: source <(bootferry completion), or put it into"
            + " /usr/share/bash-completion/completions/bootferry. Zsh reads it after 'bashcompinit'.")
final class CompletionCommand implements Action {
  @Spec private CommandSpec spec;

  @Override
  public ExitCode run(Session session) {
    session.print(AutoComplete.bash("bootferry", spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
