package dev.bootferry.cli.command;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.installer.unattended.ConfigForm;
import picocli.CommandLine.Command;

/** {@code config schema}. */
@Command(name = "schema", header = "Print the JSON Schema of the file, for editors.")
final class ConfigSchemaCommand implements Action {
  @Override
  public ExitCode run(Session session) {
    session.print(ConfigForm.schema());
    return ExitCode.DONE;
  }
}
