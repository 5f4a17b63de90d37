package dev.bootferry.cli.wizard.screen;

import dev.bootferry.cli.wizard.BusyProgress;
import dev.bootferry.cli.wizard.Outcome;
import dev.bootferry.cli.wizard.Questions;
import dev.bootferry.cli.wizard.WizardTerminal;
import dev.bootferry.cli.wizard.Words;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.wizard.Page;
import dev.bootferry.installer.wizard.WizardSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** Leads through the questions, one page on each screen. */
public final class FullScreen implements Questions {
  /** How often the size of the window is looked at. */
  private static final long LOOK_MILLIS = 250;

  private final WizardTerminal terminal;
  private final BusyProgress progress;
  private final Keyboard keyboard;
  private final Display display;
  private int rows;
  private int columns;
  private String message = "";
  private boolean leaving;

  /**
   * @param progress of what the session's facts are found with
   */
  public FullScreen(WizardTerminal terminal, BusyProgress progress) {
    this.terminal = terminal;
    this.progress = progress;
    this.keyboard = new Keyboard(terminal.jline());
    this.display = new Display(terminal.jline(), true);
  }

  @Override
  public Outcome run(WizardSession session) {
    Terminal jline = terminal.jline();
    jline.puts(Capability.enter_ca_mode);
    jline.puts(Capability.keypad_xmit);
    terminal.keysUnseen();
    while (!session.isConfirmed()) {
      Shown shown = arrive(session);
      message = session.complaint().or(session::notice).orElse(message);
      Optional<Reply> reply = ask(shown);
      if (reply.isEmpty()) {
        return Outcome.LEFT;
      }
      message = "";
      reply(session, shown, reply.get());
    }
    return Outcome.CONFIRMED;
  }

  /**
   * What is on the screen.
   *
   * @param page empty where it could not be made
   */
  private record Shown(Optional<Page> page, PageView view) {}

  private Shown arrive(WizardSession session) {
    Shown[] arrived = new Shown[1];
    work(
        new Shown(Optional.empty(), new NoticeView("")),
        () -> {
          Page page = session.page();
          arrived[0] = new Shown(Optional.of(page), PageView.of(page, session.earlier()));
        });
    Shown shown = arrived[0];
    if (shown == null) {
      String problem = message;
      message = "";
      return new Shown(Optional.empty(), new NoticeView(problem));
    }
    return shown;
  }

  private void reply(WizardSession session, Shown shown, Reply reply) {
    work(
        shown,
        () -> {
          switch (reply) {
            case Reply.Answer answer -> {
              if (shown.page().isPresent()) {
                session.answer(answer.text());
              }
            }
            case Reply.Password password -> {
              try (var typed = password.typed();
                  var again = password.again()) {
                session.answer(typed, again);
              }
            }
            case Reply.Back _ -> {
              if (!session.back()) {
                leaving = true;
              }
            }
            case Reply.Stay _ -> {}
          }
        });
  }

  /** Does what may take long: says so, and lets Ctrl-C stop it. */
  private void work(@Nullable Shown over, Runnable action) {
    Thread worker = Thread.currentThread();
    terminal.onInterrupt(worker::interrupt);
    terminal.keyboardSignals(true);
    progress.tell(line -> draw(over, "One moment: " + line, "Ctrl-C stops this"));
    try {
      action.run();
    } catch (ProblemException e) {
      message = Words.of(e);
    } finally {
      progress.tell(_ -> {});
      terminal.keyboardSignals(false);
      terminal.onInterrupt(() -> {});
      boolean stopped = Thread.interrupted();
      leaving = leaving || stopped;
    }
  }

  /** One page until it has a reply; empty to leave. */
  private Optional<Reply> ask(Shown shown) {
    draw(shown, leaving ? Words.LEAVE : message, shown.view().keys());
    while (true) {
      Optional<Key> key = keyboard.read(LOOK_MILLIS);
      if (key.isEmpty()) {
        if (rows != terminal.rows() || columns != terminal.columns()) {
          draw(shown, leaving ? Words.LEAVE : message, shown.view().keys());
        }
        continue;
      }
      switch (key.get().kind()) {
        case END_OF_INPUT -> {
          return Optional.empty();
        }
        case REDRAW -> rows = 0;
        case LEAVE -> {
          if (leaving) {
            return Optional.empty();
          }
          leaving = true;
        }
        default -> {
          if (leaving) {
            if (key.get().text().equalsIgnoreCase("y")) {
              return Optional.empty();
            }
            leaving = false;
          } else {
            Reply reply = shown.view().press(key.get());
            if (!(reply instanceof Reply.Stay)) {
              return Optional.of(reply);
            }
          }
        }
      }
      draw(shown, leaving ? Words.LEAVE : message, shown.view().keys());
    }
  }

  /** Called by those who work for a page too, hence one at a time. */
  private synchronized void draw(@Nullable Shown shown, String said, String keys) {
    if (shown == null) {
      return;
    }
    if (rows != terminal.rows() || columns != terminal.columns()) {
      rows = terminal.rows();
      columns = terminal.columns();
      display.resize(rows, columns);
      display.clear();
    }
    Optional<Page> page = shown.page();
    Screen screen =
        Screen.draw(
            new Screen.Frame(
                Words.TITLE,
                page.map(p -> Words.step(p.section())).orElse(""),
                page.map(Page::title).orElse("One moment"),
                page.map(Page::help).orElse(List.of()),
                said,
                keys),
            shown.view(),
            rows,
            columns);
    boolean cursor = screen.cursor().isPresent();
    terminal.jline().puts(Capability.cursor_invisible);
    int at = screen.cursor().map(c -> c.row() * (columns + 1) + c.column()).orElse(0);
    // The display adds to the list that it is given.
    display.update(
        new ArrayList<>(screen.lines().subList(0, Math.min(rows, screen.lines().size()))), at);
    if (cursor) {
      terminal.jline().puts(Capability.cursor_normal);
    }
    terminal.jline().flush();
  }
}
