package dev.bootferry.cli.wizard.line;

import dev.bootferry.cli.wizard.BusyProgress;
import dev.bootferry.cli.wizard.Outcome;
import dev.bootferry.cli.wizard.Questions;
import dev.bootferry.cli.wizard.WizardTerminal;
import dev.bootferry.cli.wizard.Words;
import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.wizard.Page;
import dev.bootferry.installer.wizard.WizardSession;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Leads through the questions line by line: numbered choices, typed answers. */
public final class LineMode implements Questions {
  private final WizardTerminal terminal;
  private final BusyProgress progress;
  private final LineInput input;
  private final LineOutput output;
  private final LineQuestions questions;

  public LineMode(WizardTerminal terminal, BusyProgress progress) {
    this.terminal = terminal;
    this.progress = progress;
    this.input = new LineInput(terminal);
    this.output = new LineOutput(terminal);
    this.questions = new LineQuestions(input, output, terminal);
  }

  @Override
  public Outcome run(WizardSession session) {
    terminal.keyboardSignals(true);
    output.say(Words.TITLE);
    output.say(
        "In a list: its number. " + LineQuestions.BACK + " goes back, ? explains, Ctrl-C leaves.");
    while (!session.isConfirmed()) {
      Optional<Page> page = page(session);
      input.listen();
      LineReply reply =
          page.isPresent() ? questions.ask(page.get(), session.earlier()) : questions.retry();
      if (reply instanceof LineReply.Leave) {
        if (leaves()) {
          return Outcome.LEFT;
        }
        continue;
      }
      if (work(() -> answer(session, reply)) && !(reply instanceof LineReply.Again)) {
        session.complaint().ifPresent(output::complain);
        session.notice().ifPresent(output::say);
      }
    }
    return Outcome.CONFIRMED;
  }

  private void back(WizardSession session) {
    if (!session.back()) {
      output.say("This is the first question. Ctrl-C leaves.");
    }
  }

  private void answer(WizardSession session, LineReply reply) {
    switch (reply) {
      case LineReply.Answer answer -> session.answer(answer.text());
      case LineReply.Password password -> {
        try (Secret typed = password.typed();
            Secret again = password.again()) {
          session.answer(typed, again);
        }
      }
      case LineReply.Back _ -> back(session);
      case LineReply.Leave _, LineReply.Again _ -> {}
    }
  }

  private Optional<Page> page(WizardSession session) {
    AtomicReference<Page> page = new AtomicReference<>();
    boolean _ = work(() -> page.set(session.page()));
    return Optional.ofNullable(page.get());
  }

  /** Does what may take long, stopped by Ctrl-C; false when it failed. */
  private boolean work(Runnable action) {
    Thread worker = Thread.currentThread();
    terminal.onInterrupt(worker::interrupt);
    progress.tell(output::busy);
    try {
      action.run();
      return true;
    } catch (ProblemException e) {
      output.complain(Words.of(e));
      return false;
    } finally {
      progress.tell(_ -> {});
      boolean _ = Thread.interrupted();
      input.listen();
    }
  }

  /** Asks once. Another Ctrl-C, or no terminal any more, is a yes. */
  private boolean leaves() {
    output.say("");
    output.prompt("Leave the installer? Nothing was written. y leaves, Enter goes on: ");
    return input.read(true).map(line -> line.strip().equalsIgnoreCase("y")).orElse(true);
  }
}
