package dev.bootferry.installer.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All questions that the answers so far lead to, in order. Which ones there are depends on earlier
 * answers only, so that going back and forth always meets the same ones.
 */
final class Interview {
  private final List<Step> steps = new ArrayList<>();
  private final Answers answers;
  private final WizardFacts facts;

  private Interview(Answers answers, WizardFacts facts) {
    this.answers = answers;
    this.facts = facts;
  }

  /** The steps; the last is the one that begins the work, where the summary was accepted. */
  static List<Step> steps(Answers answers, WizardFacts facts) {
    Interview interview = new Interview(answers, facts);
    new SourcePages(interview).add();
    new DiskPages(interview).add();
    new LayoutPages(interview).add();
    if (facts.canEncrypt()) {
      new EncryptionPages(interview).add();
    }
    new SystemPages(interview).add();
    new NetworkPages(interview).add();
    new AccountPages(interview).add();
    new KernelPages(interview).add();
    new SummaryPages(interview).add();
    return List.copyOf(interview.steps);
  }

  Answers answers() {
    return answers;
  }

  WizardFacts facts() {
    return facts;
  }

  /** Adds a step. */
  void add(String key, Section section, Supplier<Page> page) {
    steps.add(new Step(key, section, page));
  }

  /** Adds a choice between few. */
  void choice(
      String key,
      Section section,
      String title,
      List<String> help,
      Supplier<List<Option>> options) {
    add(
        key,
        section,
        () -> new Page.Choice(key, section, title, help, options.get(), Optional.empty(), false));
  }

  /** Adds a line of text. */
  void text(
      String key,
      Section section,
      String title,
      List<String> help,
      String label,
      String initial,
      Check check) {
    add(key, section, () -> new Page.Text(key, section, title, help, label, initial, check));
  }

  /** Place of the chosen source; asked only behind the page where it is chosen. */
  static String source(Answers answers) {
    return answers.is(Keys.SOURCE, Keys.OTHER)
        ? answers.text(Keys.SOURCE_PATH).orElse("")
        : answers.text(Keys.SOURCE).orElse("");
  }

  /** Path of the chosen disk. */
  static String disk(Answers answers) {
    return answers.is(Keys.DISK, Keys.OTHER)
        ? answers.text(Keys.DISK_PATH).orElse("")
        : answers.text(Keys.DISK).orElse("");
  }

  /** Something found out about an answer, once there is one. */
  static <T> Optional<T> about(String answer, Function<String, T> fact) {
    return answer.isEmpty() ? Optional.empty() : Optional.of(fact.apply(answer));
  }
}
