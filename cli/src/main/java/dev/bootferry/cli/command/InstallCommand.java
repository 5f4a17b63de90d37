package dev.bootferry.cli.command;

import dev.bootferry.cli.prompt.Confirmation;
import dev.bootferry.cli.render.InstallText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.medium.ConfigMedium;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallJson;
import dev.bootferry.installer.report.RunLog;
import dev.bootferry.installer.specification.InstallSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code install}: the wizard, or as a file says; its own commands take all from the command line.
 */
@Command(
    name = "install",
    header = "Install an image set, with no network.",
    description =
        "On a terminal it asks what to install and where, shows the plan, and begins when the name of the disk has been typed. With --config everything is taken from a file; what is wrong with it is told before any disk is touched.")
final class InstallCommand implements Action {
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final UseCases useCases;

  @Option(names = "--config", paramLabel = "FILE", description = "Such as install.toml.")
  private @Nullable Path config;

  @Option(
      names = "--unattended",
      description =
          "Take install.toml from the volume labelled BOOTFERRY, or the file that the kernel argument bootferry.config names. The log is kept on that volume.")
  private boolean unattended;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "What to install, instead of what the file says.")
  private @Nullable String source;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Check and print the plan; change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  InstallCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  /** Without a file there is nothing to do that only root can. */
  @Override
  public boolean needsRoot() {
    return config != null || unattended;
  }

  @Override
  public ExitCode run(Session session) throws Exception {
    if (config != null && unattended) {
      throw new Problem(
              CoreProblem.USAGE,
              "begin install",
              "--config and --unattended name two files",
              "Give one of them.")
          .exception();
    }
    RunLog log = new RunLog(session.progress(), Clock.systemUTC());
    if (unattended) {
      try (ConfigMedium medium = useCases.findConfig()) {
        log.note("the configuration is " + medium.file());
        return kept(medium, log, () -> byFile(session, medium.file(), log));
      }
    }
    if (config != null) {
      return byFile(session, config, log);
    }
    requireTerminal(session);
    return new WizardRun(useCases, session, dryRun).run();
  }

  /** Does it, and leaves the log on the medium, however it ends. */
  private ExitCode kept(ConfigMedium medium, RunLog log, Callable<ExitCode> work) throws Exception {
    try {
      return work.call();
    } catch (Exception e) {
      log.note("failed: " + e.getMessage());
      throw e;
    } finally {
      if (!dryRun) {
        try {
          String name = "install-" + LOG_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
          medium
              .keep(name + ".log", log.text())
              .ifPresent(place -> log.note("the log is on the medium: " + place));
        } catch (IOException e) {
          log.note("warning: the log is not on the medium: " + e.getMessage());
        }
      }
    }
  }

  private ExitCode byFile(Session session, Path file, RunLog log) throws IOException {
    InstallSpecification specification = useCases.readConfig(file).require();
    try (Prepared prepared =
        useCases.prepareInstall(specification, Optional.ofNullable(source), log)) {
      ExitCode exit = carryOut(session, prepared, log);
      if (!dryRun) {
        switch (specification.after()) {
          case NOTHING -> {}
          case REBOOT -> useCases.restart();
          case POWER_OFF -> useCases.powerOff();
        }
      }
      return exit;
    }
  }

  private ExitCode carryOut(Session session, Prepared prepared, RunLog log) throws IOException {
    InstallPlan plan = prepared.plan();
    if (dryRun) {
      if (json) {
        session.print(InstallJson.of(plan));
      } else {
        session.print(InstallText.of(plan));
      }
      return ExitCode.DONE;
    }
    // A file that allows the loss of the disk has said so for this very choice.
    if (!yes && plan.verdict().erases() && session.surroundings().terminal().isInput()) {
      Confirmation.demand(
          session.surroundings(), InstallText.of(plan), plan.target().named().toString());
    }
    var result = useCases.install(prepared, log);
    if (json) {
      session.print(InstallJson.of(result));
    } else {
      session.print(InstallText.of(result));
    }
    return ExitCode.DONE;
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
