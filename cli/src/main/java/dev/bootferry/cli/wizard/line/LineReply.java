package dev.bootferry.cli.wizard.line;

import dev.bootferry.core.Secret;

/** What a person answered to a question. */
sealed interface LineReply {
  record Answer(String text) implements LineReply {}

  record Password(Secret typed, Secret again) implements LineReply {}

  /** To the question before. */
  record Back() implements LineReply {}

  /** The same question once more. */
  record Again() implements LineReply {}

  record Leave() implements LineReply {}
}
