package dev.bootferry.cli;

import dev.bootferry.cli.command.CommandTree;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.cli.usecase.ModuleUseCases;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;

/** Where the program begins and ends. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Interruption interruption = Interruption.of(Thread.currentThread());
    Surroundings surroundings = Surroundings.ofProcess();
    UseCases useCases = new ModuleUseCases(surroundings.environment(), surroundings.root());
    ExitCode exit =
        new Program(new CommandTree(useCases), surroundings, interruption::happened)
            .execute(arguments);
    interruption.workIsOver();
    System.exit(exit.number());
  }
}
