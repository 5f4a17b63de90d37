package dev.bootferry.cli.wizard.line;

import dev.bootferry.cli.wizard.WizardTerminal;
import dev.bootferry.cli.wizard.Words;
import dev.bootferry.core.Secret;
import dev.bootferry.installer.wizard.Option;
import dev.bootferry.installer.wizard.Page;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Each kind of page as a question in lines. */
final class LineQuestions {
  static final String BACK = "b";

  /** In a field every letter may be a part of the answer. */
  private static final String FIELD_BACK = "<";

  private static final String EMPTY = "-";
  private static final int MAX_LISTED = 20;

  private final LineInput input;
  private final LineOutput output;
  private final WizardTerminal terminal;

  LineQuestions(LineInput input, LineOutput output, WizardTerminal terminal) {
    this.input = input;
    this.output = output;
    this.terminal = terminal;
  }

  LineReply ask(Page page, Optional<String> earlier) {
    output.say("");
    output.say("== " + Words.step(page.section()) + " ==");
    output.say(page.title());
    page.help().forEach(text -> output.say("  ", text));
    return switch (page) {
      case Page.Choice choice ->
          choice.search() ? search(choice, earlier) : choice(choice, earlier);
      case Page.Text text -> field(text.label(), earlier.orElse(text.initial()));
      case Page.Password password -> password(password);
      case Page.Review review -> review(review);
      case Page.Confirm confirm -> field(confirm.label(), "");
    };
  }

  /** A page could not be made. */
  LineReply retry() {
    output.prompt("Enter tries again, " + BACK + " goes back: ");
    return line()
        .map(l -> l.equals(BACK) ? new LineReply.Back() : new LineReply.Again())
        .orElse(new LineReply.Leave());
  }

  private LineReply choice(Page.Choice page, Optional<String> earlier) {
    list(page.options());
    Optional<Option> usual =
        earlier.flatMap(page::enabled).or(() -> page.preferred().flatMap(page::enabled));
    String hint = usual.map(o -> " [" + (page.options().indexOf(o) + 1) + "]").orElse("");
    output.prompt("Number" + hint + ": ");
    Optional<String> typed = line();
    if (typed.isEmpty()) {
      return new LineReply.Leave();
    }
    if (typed.get().isEmpty() && usual.isPresent()) {
      return new LineReply.Answer(usual.get().value());
    }
    return common(typed.get(), BACK).orElseGet(() -> numbered(page.options(), typed.get()));
  }

  private void list(List<Option> options) {
    for (int i = 0; i < options.size(); i++) {
      Option option = options.get(i);
      String number = option.isEnabled() ? Integer.toString(i + 1) + ")" : "-)";
      output.say(String.format(Locale.ROOT, "%4s %s", number, option.label()));
      option.refusal().ifPresent(why -> output.say("       ", "cannot be chosen: " + why));
      option.details().forEach(detail -> output.say("       ", detail));
    }
  }

  private LineReply numbered(List<Option> options, String typed) {
    Optional<Option> chosen =
        IntStream.range(0, options.size())
            .filter(i -> Integer.toString(i + 1).equals(typed))
            .mapToObj(options::get)
            .findFirst();
    if (chosen.isEmpty()) {
      output.complain("Type one of the numbers.");
      return new LineReply.Again();
    }
    return new LineReply.Answer(chosen.get().value());
  }

  /** Hundreds of names are not listed, but looked for. */
  private LineReply search(Page.Choice page, Optional<String> earlier) {
    Option usual =
        earlier
            .flatMap(page::enabled)
            .or(() -> page.preferred().flatMap(page::enabled))
            .orElse(page.options().getFirst());
    output.prompt("Name, or a part of it [" + usual.label() + "]: ");
    Optional<String> typed = line();
    if (typed.isEmpty()) {
      return new LineReply.Leave();
    }
    if (typed.get().isEmpty()) {
      return new LineReply.Answer(usual.value());
    }
    Optional<LineReply> other = common(typed.get(), FIELD_BACK);
    if (other.isPresent()) {
      return other.get();
    }
    String part = typed.get().toLowerCase(Locale.ROOT).replace(' ', '_');
    List<Option> found =
        page.options().stream()
            .filter(o -> o.label().toLowerCase(Locale.ROOT).contains(part))
            .toList();
    Optional<Option> exact =
        found.stream().filter(o -> o.label().equalsIgnoreCase(typed.get())).findFirst();
    if (exact.isPresent()) {
      return new LineReply.Answer(exact.get().value());
    }
    if (found.isEmpty() || found.size() > MAX_LISTED) {
      output.complain(
          found.isEmpty()
              ? "Nothing has that in its name."
              : found.size() + " names have that in them: type more of it.");
      return new LineReply.Again();
    }
    list(found);
    output.prompt("Number: ");
    return line()
        .map(l -> common(l, BACK).orElseGet(() -> numbered(found, l)))
        .orElse(new LineReply.Leave());
  }

  private LineReply field(String label, String initial) {
    output.prompt(label + (initial.isEmpty() ? "" : " [" + initial + "]") + ": ");
    Optional<String> typed = line();
    if (typed.isEmpty()) {
      return new LineReply.Leave();
    }
    if (typed.get().isEmpty()) {
      return new LineReply.Answer(initial);
    }
    if (typed.get().equals(EMPTY)) {
      return new LineReply.Answer("");
    }
    return common(typed.get(), FIELD_BACK).orElseGet(() -> new LineReply.Answer(typed.get()));
  }

  private LineReply password(Page.Password page) {
    output.prompt("Password" + (page.optional() ? " [none]" : "") + ": ");
    Optional<String> first = unseen();
    if (first.isEmpty()) {
      return new LineReply.Leave();
    }
    if (first.get().equals(FIELD_BACK)) {
      return new LineReply.Back();
    }
    if (first.get().isEmpty() && page.optional()) {
      return new LineReply.Password(Secret.of(""), Secret.of(""));
    }
    output.prompt("And again: ");
    Optional<String> second = unseen();
    return second.isEmpty()
        ? new LineReply.Leave()
        : new LineReply.Password(Secret.of(first.get()), Secret.of(second.get()));
  }

  private Optional<String> unseen() {
    Optional<String> line = input.read(false);
    output.say("");
    return line;
  }

  private LineReply review(Page.Review page) {
    int room = Math.max(5, terminal.rows() - 2);
    for (int i = 0; i < page.lines().size(); i++) {
      output.say(page.lines().get(i));
      if ((i + 1) % room == 0 && i + 1 < page.lines().size()) {
        output.prompt("-- Enter shows more --");
        if (input.read(true).isEmpty()) {
          return new LineReply.Leave();
        }
      }
    }
    output.say("");
    list(page.actions());
    output.prompt("Number [1]: ");
    Optional<String> typed = line();
    if (typed.isEmpty()) {
      return new LineReply.Leave();
    }
    String number = typed.get().isEmpty() ? "1" : typed.get();
    return common(number, BACK).orElseGet(() -> numbered(page.actions(), number));
  }

  private Optional<String> line() {
    return input.read(true).map(String::strip);
  }

  /** What can be typed everywhere. */
  private Optional<LineReply> common(String typed, String back) {
    if (typed.equals(back) || typed.equals(FIELD_BACK)) {
      return Optional.of(new LineReply.Back());
    }
    if (typed.equals("?")) {
      output.say(
          "  ",
          back.equals(BACK)
              ? "Type the number of your choice; Enter takes the one in brackets. b goes back."
              : "Type your answer; Enter takes what is in brackets, - is nothing at all. < goes"
                  + " back.");
      output.say("  ", "Ctrl-C leaves. Nothing is written before the last question.");
      return Optional.of(new LineReply.Again());
    }
    return Optional.empty();
  }
}
