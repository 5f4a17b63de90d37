package dev.bootferry.cli.command;

import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.hardware.HardwareJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code probe}. */
@Command(
    name = "probe",
    header = "Describe this machine, so that a configuration can be checked elsewhere.",
    description =
        "Writes the disks, firmware, memory and network links of this machine as JSON, for 'config check --hardware'. Changes nothing on any disk.")
final class ProbeCommand implements Action {
  private final UseCases useCases;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A new file; standard output when left out.")
  private @Nullable Path file;

  ProbeCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  /** Only root may open disks; everybody may see that they are there. */
  static void warnWithoutRoot(Session session) {
    if (!session.surroundings().root()) {
      session
          .progress()
          .note("warning: what is on the disks can be seen by root only; nobody may use them so");
    }
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    // A device as well: replacing its name by a file would be a nasty surprise.
    if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Problem(
              CoreProblem.OUTPUT_EXISTS,
              "write the description of this machine to " + file,
              "there is something of that name",
              "Name a new file, or remove the old one.")
          .exception();
    }
    warnWithoutRoot(session);
    JsonObject document = HardwareJson.write(useCases.probe());
    if (file == null) {
      session.print(document);
    } else {
      AtomicFile.write(file, (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }
}
