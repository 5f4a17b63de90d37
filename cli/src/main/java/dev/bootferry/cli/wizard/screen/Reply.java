package dev.bootferry.cli.wizard.screen;

import dev.bootferry.core.Secret;

/** What a key on a page leads to. */
sealed interface Reply {
  /** The page is still being worked on. */
  record Stay() implements Reply {}

  /** To the page before. */
  record Back() implements Reply {}

  record Answer(String text) implements Reply {}

  record Password(Secret typed, Secret again) implements Reply {}

  Reply STAY = new Stay();
  Reply BACK = new Back();
}
