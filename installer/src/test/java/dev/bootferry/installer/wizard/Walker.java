package dev.bootferry.installer.wizard;

import dev.bootferry.core.Secret;
import java.util.Map;
import java.util.Objects;

/** Answers a session by keys, whatever order they come in. */
final class Walker {
  private final WizardSession session;
  private final Map<String, String> wishes;

  /**
   * @param wishes answers by key; where there is none the usual one is given
   */
  Walker(WizardSession session, Map<String, String> wishes) {
    this.session = session;
    this.wishes = wishes;
  }

  /** Answers until the page with this key; fails on a complaint. */
  void goTo(String key) {
    while (!session.page().key().equals(key)) {
      answer();
      if (session.complaint().isPresent()) {
        throw new AssertionError(session.page().key() + ": " + session.complaint().get());
      }
    }
  }

  /** Answers the present page. */
  void answer() {
    Page page = session.page();
    String wish = wishes.getOrDefault(page.key(), "");
    switch (page) {
      case Page.Choice choice -> session.answer(wishes.getOrDefault(page.key(), usual(choice)));
      case Page.Text text -> session.answer(wishes.getOrDefault(page.key(), text.initial()));
      case Page.Password _ -> session.answer(Secret.of(wish), Secret.of(wish));
      case Page.Review review -> session.answer(review.actions().getFirst().value());
      case Page.Confirm confirm -> session.answer(confirm.expected().getFirst());
    }
  }

  private String usual(Page.Choice choice) {
    return Objects.requireNonNull(session)
        .earlier()
        .flatMap(choice::enabled)
        .or(() -> choice.options().stream().filter(Option::isEnabled).findFirst())
        .orElseThrow()
        .value();
  }
}
