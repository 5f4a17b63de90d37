package dev.bootferry.cli.wizard.screen;

import dev.bootferry.installer.wizard.Page;
import java.util.Optional;

/** A page while it is being answered: what was typed, what is selected, how far it is scrolled. */
interface PageView {
  /** What is drawn between the question and the keys. */
  Body body(int rows, int columns);

  Reply press(Key key);

  /** The keys that work here, for the last line. */
  String keys();

  /**
   * The view of a page.
   *
   * @param earlier what was answered before
   */
  static PageView of(Page page, Optional<String> earlier) {
    return switch (page) {
      case Page.Choice choice -> new ChoiceView(choice, earlier);
      case Page.Text text ->
          new TextView(text.label(), earlier.orElse(text.initial()), "Enter goes on");
      case Page.Password password -> new PasswordView(password, earlier);
      case Page.Review review -> new ReviewView(review);
      case Page.Confirm confirm -> new TextView(confirm.label(), "", "Enter begins");
    };
  }
}
