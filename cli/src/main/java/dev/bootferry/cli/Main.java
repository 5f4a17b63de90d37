package dev.bootferry.cli;

import dev.bootferry.cli.command.CommandTree;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.cli.usecase.ModuleUseCases;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.linux.session.PrivateMounts;
import java.util.Set;
import java.util.stream.Stream;

/** Where the program begins and ends. */
public final class Main {
  private Main() {}

  /** Commands that mount file systems, which nobody else on the machine is to see. */
  private static final Set<String> MOUNTING = Set.of("install", "upgrade", "rollback", "status");

  public static void main(String[] arguments) {
    if (Stream.of(arguments).anyMatch(MOUNTING::contains)) {
      PrivateMounts.enter();
    }
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
