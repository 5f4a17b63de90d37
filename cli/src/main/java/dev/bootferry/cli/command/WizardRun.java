package dev.bootferry.cli.command;

import dev.bootferry.cli.render.InstallText;
import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.cli.wizard.BusyProgress;
import dev.bootferry.cli.wizard.Outcome;
import dev.bootferry.cli.wizard.Questions;
import dev.bootferry.cli.wizard.WizardTerminal;
import dev.bootferry.cli.wizard.line.LineMode;
import dev.bootferry.cli.wizard.screen.FullScreen;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.wizard.WizardSession;
import dev.bootferry.installer.wizard.machine.MachineFacts;
import dev.bootferry.partitioning.target.TargetKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The wizard from its first question to the machine's restart. */
final class WizardRun {
  private final UseCases useCases;
  private final Session session;
  private final boolean dryRun;

  WizardRun(UseCases useCases, Session session, boolean dryRun) {
    this.useCases = useCases;
    this.session = session;
    this.dryRun = dryRun;
  }

  ExitCode run() throws IOException {
    BusyProgress progress = new BusyProgress();
    try (MachineFacts facts = useCases.wizardFacts(progress)) {
      if (ask(new WizardSession(facts), progress) == Outcome.LEFT) {
        say("Left. Nothing was written.\n");
        return ExitCode.INTERRUPTED;
      }
      try (Prepared prepared = facts.takePrepared()) {
        if (dryRun) {
          session.print(InstallText.of(prepared.plan()));
          return ExitCode.DONE;
        }
        InstallResult result = useCases.install(prepared, session.progress());
        session.print(InstallText.of(result));
        session.surroundings().out().flush();
        say("\nThe record of all this is in /var/log/bootferry of the new system.\n");
        // A file starts no machine.
        if (result.plan().target().kind() == TargetKind.DISK) {
          offerRestart();
        }
      }
    }
    return ExitCode.DONE;
  }

  /** The terminal is given back before the work begins. */
  private Outcome ask(WizardSession questions, BusyProgress progress) throws IOException {
    String type = session.surroundings().environment().getOrDefault("TERM", "");
    try (WizardTerminal terminal = WizardTerminal.open(type)) {
      Questions way =
          terminal.canDraw()
              ? new FullScreen(terminal, progress)
              : new LineMode(terminal, progress);
      return way.run(questions);
    }
  }

  private void offerRestart() throws IOException {
    say("\nTake the medium out, or choose the disk in the firmware.\nRestart now? [y/N] ");
    String answer =
        new BufferedReader(
                new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8))
            .readLine();
    if (answer != null && answer.strip().equalsIgnoreCase("y")) {
      useCases.restart();
    }
  }

  private void say(String text) {
    session.surroundings().err().print(Printable.text(text));
    session.surroundings().err().flush();
  }
}
