package dev.bootferry.installer.wizard;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.specification.InstallSpecification;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way through the questions: where it stands, what was answered, forward and back. It touches
 * nothing but its {@link WizardFacts}. Not thread-safe.
 *
 * <p>Answers are kept when going back. {@link #isConfirmed} becomes true in one way only: every
 * question has an answer that is valid now, the summary was accepted, and the name of the disk was
 * typed.
 */
public final class WizardSession {
  private final WizardFacts facts;

  private Answers answers = Answers.NONE;
  private String key = Keys.SOURCE;
  private @Nullable Page page;
  private Optional<String> complaint = Optional.empty();
  private Optional<String> notice = Optional.empty();
  private boolean changing;
  private boolean confirmed;

  public WizardSession(WizardFacts facts) {
    this.facts = facts;
  }

  /**
   * The page to show. The first call on a page may take long, as it looks at media or images.
   *
   * @throws ProblemException when what the page is about cannot be found out
   */
  public Page page() {
    if (page == null) {
      page = step(key).page().get();
    }
    return page;
  }

  /** What was answered here before. */
  public Optional<String> earlier() {
    return answers.text(key);
  }

  /** What is wrong with the last answer, which was not taken. */
  public Optional<String> complaint() {
    return complaint;
  }

  /** Something good that happened with the last answer. */
  public Optional<String> notice() {
    return notice;
  }

  public boolean isConfirmed() {
    return confirmed;
  }

  /**
   * What was asked for.
   *
   * @throws IllegalStateException before it is confirmed
   */
  public InstallSpecification specification() {
    if (!confirmed) {
      throw new IllegalStateException("not confirmed");
    }
    return SpecificationBuilder.build(answers, facts);
  }

  /** Answers a page that is no password: with an option's value, or what was typed. */
  public void answer(String typed) {
    begin();
    String text = page() instanceof Page.Choice ? typed : typed.strip();
    if (text.equals(Option.BACK) && page() instanceof Page.Choice) {
      boolean _ = back();
      return;
    }
    complaint = complaint(page(), text);
    if (complaint.isPresent()) {
      return;
    }
    if (page() instanceof Page.Confirm) {
      confirm();
      return;
    }
    take(answers.with(key, text));
    try {
      act(text);
    } catch (ProblemException e) {
      complaint = Optional.of(Checks.sentence(e));
      page = null;
    }
  }

  /** Answers a password's page. Both secrets may be erased afterwards. */
  public void answer(Secret typed, Secret again) {
    begin();
    if (!(page() instanceof Page.Password password)) {
      throw new IllegalStateException("no password is asked for: " + key);
    }
    if (!typed.equals(again)) {
      complaint = Optional.of("These were not the same. Type it again, twice.");
    } else if (typed.isEmpty() && !password.optional()) {
      complaint = Optional.of("It cannot be empty.");
    } else {
      Secret copy = Secret.of(typed.bytes());
      take(
          switch (password.keep()) {
            case SECRET -> answers.with(key, copy);
            case HASH -> answers.with(key, copy.isEmpty() ? "" : facts.hash(copy));
          });
      forward();
    }
  }

  /** A page back; false on the first one. */
  public boolean back() {
    begin();
    List<Step> steps = steps();
    int index = index(steps);
    if (index == 0) {
      return false;
    }
    // The pages behind the summary come of its answer, which is open again then.
    if (answers.text(Keys.SUMMARY).isPresent()) {
      answers = answers.without(Keys.SUMMARY);
    }
    changing = false;
    go(steps.get(index - 1).key());
    return true;
  }

  private void begin() {
    complaint = Optional.empty();
    notice = Optional.empty();
    if (confirmed) {
      throw new IllegalStateException("confirmed already");
    }
  }

  /** Any change opens the summary again. */
  private void take(Answers changed) {
    answers = key.equals(Keys.SUMMARY) ? changed : changed.without(Keys.SUMMARY);
  }

  private void act(String text) {
    switch (key) {
      case Keys.VERIFY -> {
        if (text.equals(Keys.YES)) {
          notice = Optional.of(facts.verify(Interview.source(answers)));
        }
        forward();
      }
      case Keys.CHANGE -> {
        changing = true;
        go(first(Section.valueOf(text)));
      }
      case Keys.SAVE -> {
        facts.save(SpecificationBuilder.build(answers, facts), text);
        notice = Optional.of("The answers are saved in " + text + ".");
        go(Keys.SUMMARY);
      }
      default -> forward();
    }
  }

  private void confirm() {
    Optional<Step> open = steps().stream().filter(s -> !isAnswered(s)).findFirst();
    if (open.filter(s -> !s.key().equals(Keys.CONFIRM)).isPresent()) {
      complaint = Optional.of("A question is open again.");
      go(open.get().key());
      return;
    }
    confirmed = true;
  }

  private void forward() {
    List<Step> steps = steps();
    int index = index(steps);
    Step next = steps.get(index + 1);
    if (changing && next.section() != step(key).section()) {
      next =
          steps.subList(index + 1, steps.size()).stream()
              .filter(s -> !isAnswered(s))
              .findFirst()
              .orElse(next);
    }
    go(next.key());
  }

  private boolean isAnswered(Step step) {
    if (step.key().equals(Keys.CONFIRM)) {
      return false;
    }
    if (answers.secret(step.key()).isPresent()) {
      return true;
    }
    Optional<String> text = answers.text(step.key());
    if (text.isEmpty()) {
      return false;
    }
    Page asked = step.page().get();
    return asked instanceof Page.Password || complaint(asked, text.get()).isEmpty();
  }

  private static Optional<String> complaint(Page page, String text) {
    return switch (page) {
      case Page.Choice choice ->
          choice.enabled(text).isPresent()
              ? Optional.empty()
              : Optional.of("This cannot be chosen.");
      case Page.Text field -> field.check().complaint(text);
      case Page.Review review ->
          review.actions().stream().anyMatch(o -> o.value().equals(text) && o.isEnabled())
              ? Optional.empty()
              : Optional.of("This cannot be done now.");
      case Page.Confirm confirm ->
          confirm.expected().contains(text)
              ? Optional.empty()
              : Optional.of("That is not its name. Nothing was written.");
      case Page.Password _ -> throw new IllegalStateException("a password has its own answer");
    };
  }

  private void go(String to) {
    key = to;
    page = null;
    changing = changing && !to.equals(Keys.SUMMARY);
  }

  private List<Step> steps() {
    return Interview.steps(answers, facts);
  }

  private Step step(String wanted) {
    return steps().stream()
        .filter(s -> s.key().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such page: " + wanted));
  }

  private int index(List<Step> steps) {
    return steps.indexOf(steps.stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow());
  }

  private String first(Section section) {
    return steps().stream()
        .filter(s -> s.section() == section)
        .findFirst()
        .map(Step::key)
        .orElse(Keys.SUMMARY);
  }
}
