package dev.bootferry.cli.command;

import dev.bootferry.cli.problem.ProblemText;
import dev.bootferry.cli.render.DeskPlanView;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.ObjectBuilder;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.form.Finding;
import dev.bootferry.installer.preflight.DeskPlan;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.unattended.ConfigReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config check}. */
@Command(
    name = "check",
    header = "Check the file of an unattended installation.",
    description =
        "Reads the file as the installer does, and the files that it names, and tells everything that is wrong, each with its line. No disk is looked at. With --hardware it plans the installation for the machine that 'bootferry probe' described.")
final class ConfigCheckCommand implements Action {
  private final UseCases useCases;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--hardware",
      paramLabel = "FILE",
      description = "The machine that is meant, as 'bootferry probe' describes it.")
  private @Nullable Path hardware;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "What would be installed, for --hardware. Otherwise what the file says, where it is here.")
  private @Nullable String source;

  @Parameters(paramLabel = "FILE", description = "Such as install.toml.")
  private Path file = Path.of("");

  ConfigCheckCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    ConfigReading reading = useCases.readConfig(file);
    if (reading.specification().isPresent()) {
      if (hardware != null) {
        atDesk(session, reading.specification().get(), hardware);
      } else if (json) {
        session.print(document(reading).build());
      } else {
        session.print(reading.name() + " is right");
      }
      return ExitCode.DONE;
    }
    Problem problem = reading.problem();
    if (json) {
      session.print(document(reading).put("error", ProblemText.json(problem)).build());
    }
    session.complain(problem);
    return problem.code().exit();
  }

  private void atDesk(Session session, InstallSpecification asked, Path machine)
      throws IOException {
    DeskPlan plan =
        useCases.planAtDesk(asked, machine, Optional.ofNullable(source), session.progress());
    if (json) {
      session.print(DeskPlanView.json(plan));
    } else {
      session.print(DeskPlanView.text(plan));
    }
  }

  private static ObjectBuilder document(ConfigReading reading) {
    return JsonValue.object()
        .put("file", reading.name())
        .put("valid", reading.specification().isPresent())
        .put(
            "problems",
            JsonValue.of(reading.findings().stream().map(ConfigCheckCommand::json).toList()));
  }

  private static JsonObject json(Finding finding) {
    return JsonValue.object()
        .put("line", finding.line())
        .put("key", finding.key())
        .put("message", finding.words())
        .build();
  }
}
