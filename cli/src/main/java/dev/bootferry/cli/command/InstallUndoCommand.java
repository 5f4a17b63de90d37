package dev.bootferry.cli.command;

import dev.bootferry.cli.prompt.Confirmation;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.installer.undo.UndoPlan;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code install undo}. */
@Command(
    name = "undo",
    header = "Put back what an installation erased.",
    description =
        "Puts a disk back as it was, bit for bit, when its installation was stopped before it made"
            + " a file system. Later it is too late, and refused.")
final class InstallUndoCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Parameters(paramLabel = "TARGET", description = "The disk, or the file that stands for one.")
  private Path target = Path.of("");

  InstallUndoCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    UndoPlan plan = useCases.planUndo(target);
    if (!yes) {
      Confirmation.demand(
          session.surroundings(),
          text("To be put back on ", plan),
          plan.target().named().toString(),
          "What the stopped installation made of it will be replaced.");
    }
    useCases.undo(plan);
    session.print(text("Put back on ", plan));
    return ExitCode.DONE;
  }

  private static String text(String what, UndoPlan plan) {
    StringBuilder text = new StringBuilder(what).append(plan.target().title());
    text.append(", as of ").append(plan.label().time()).append('\n');
    plan.label().contents().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
