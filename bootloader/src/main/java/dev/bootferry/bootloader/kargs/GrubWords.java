package dev.bootferry.bootloader.kargs;

import java.util.Optional;

/**
 * What the GRUB configuration of this project makes of a line in a boot entry: GRUB's script lexer
 * reads the line (its yylex.l), its command {@code linux} writes the words again for the kernel
 * (its lib/cmdline.c). Between the two the quotes are gone, so writing puts them where it likes:
 * around the whole word when a space is in it, nowhere else; and a backslash before each backslash
 * and quote. A text passes when it is spelled just so already. Each rule was seen at work in GRUB
 * 2.12 and is booted by the tests.
 */
final class GrubWords {
  private static final String COMMAND_CHARACTERS = "{}|&;<>";

  private GrubWords() {}

  /** Empty when the words of this text reach the kernel byte for byte. */
  static Optional<Refusal> refusal(String text) {
    int start = 0;
    while (start < text.length()) {
      if (text.charAt(start) == ' ') {
        start++;
        continue;
      }
      Scan scan = new Scan(text, start);
      Optional<Refusal> found = scan.word();
      if (found.isPresent()) {
        return found;
      }
      start = scan.position;
    }
    return Optional.empty();
  }

  /** One word, as far as it has been read. */
  private static final class Scan {
    private final String text;
    private final int start;
    private int position;

    Scan(String text, int start) {
      this.text = text;
      this.start = start;
      this.position = start;
    }

    Optional<Refusal> word() {
      if (text.charAt(start) == '#') {
        return no("#", "at the start of a word GRUB takes it for a comment");
      }
      Optional<Refusal> found = text.charAt(start) == '"' ? quoted() : plain();
      if (found.isPresent()) {
        return found;
      }
      String word = text.substring(start, position);
      if (word.equals("[[") || word.equals("]]")) {
        return no(word, "alone it is a word of GRUB's language");
      }
      String bare = word.startsWith("\"") ? word.substring(1) : word;
      boolean path = bare.startsWith("/") || bare.startsWith("(") || bare.startsWith("*");
      if (path && (bare.indexOf('*') >= 0 || bare.indexOf('?') >= 0)) {
        return no(
            bare.indexOf('*') >= 0 ? "*" : "?", "in a path GRUB replaces it by the files it finds");
      }
      return Optional.empty();
    }

    private Optional<Refusal> plain() {
      for (; position < text.length() && text.charAt(position) != ' '; position++) {
        char c = text.charAt(position);
        if (c == '"' || c == '\'') {
          return no(
              Character.toString(c),
              "GRUB passes quotes on only around a whole argument that has a space in it");
        }
        if (COMMAND_CHARACTERS.indexOf(c) >= 0) {
          return no(Character.toString(c), "GRUB takes it for a part of its own language");
        }
        Optional<Refusal> found = c == '\\' ? escape("\\'\"") : common(c);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private Optional<Refusal> quoted() {
      boolean space = false;
      for (position++; position < text.length(); position++) {
        char c = text.charAt(position);
        if (c == '"') {
          position++;
          boolean ends = position == text.length() || text.charAt(position) == ' ';
          return ends && space
              ? Optional.empty()
              : no(
                  "\"",
                  "GRUB passes quotes on only around a whole argument that has a space in it");
        }
        space |= c == ' ';
        if (c == '\'') {
          return no("'", "GRUB writes a backslash before it");
        }
        Optional<Refusal> found = c == '\\' ? escape("\\\"") : common(c);
        if (found.isPresent()) {
          return found;
        }
      }
      return no("\"", "it is not closed");
    }

    /** A backslash passes only before what {@code linux} writes one before. */
    private Optional<Refusal> escape(String kept) {
      position++;
      boolean passes = position < text.length() && kept.indexOf(text.charAt(position)) >= 0;
      return passes ? Optional.empty() : no("\\", "GRUB drops or doubles it here");
    }

    private static Optional<Refusal> common(char c) {
      if (c == '$') {
        return no("$", "GRUB takes it for the start of a variable's name");
      }
      if (c < ' ' || c == 0x7f) {
        return no(String.format("0x%02x", (int) c), "it is a control character");
      }
      return Optional.empty();
    }

    private static Optional<Refusal> no(String culprit, String reason) {
      return Optional.of(new Refusal(culprit, reason));
    }
  }
}
