package dev.bootferry.installer.form;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the value of a key may be. */
public sealed interface Form {
  /** For messages, as in "it must be ...". */
  String words();

  /**
   * A string.
   *
   * @param pattern that the whole of it matches
   * @param words what the pattern stands for
   * @param quiet keeps the value out of messages
   */
  record Text(Optional<Pattern> pattern, String words, boolean quiet) implements Form {
    /** Any text. */
    public static Text any() {
      return new Text(Optional.empty(), "a string", false);
    }

    /** Text that looks so. */
    public static Text like(String pattern, String words) {
      return new Text(Optional.of(Pattern.compile(pattern)), words, false);
    }

    /** The same, with its values kept out of messages. */
    public Text quietly() {
      return new Text(pattern, words, true);
    }
  }

  /** One of some words. */
  record Choice(List<String> allowed) implements Form {
    public Choice {
      allowed = List.copyOf(allowed);
    }

    public static Choice of(String... allowed) {
      return new Choice(List.of(allowed));
    }

    @Override
    public String words() {
      return "a string";
    }
  }

  /** True or false. */
  record Flag() implements Form {
    @Override
    public String words() {
      return "true or false";
    }
  }

  /** A whole number, both ends included. */
  record WholeNumber(long least, long most) implements Form {
    @Override
    public String words() {
      return "a whole number";
    }
  }

  /** One of some numbers. */
  record NumberChoice(List<Long> allowed) implements Form {
    public NumberChoice {
      allowed = List.copyOf(allowed);
    }

    @Override
    public String words() {
      return "a whole number";
    }
  }

  /** A string or a number. */
  record TextOrNumber(Text text, WholeNumber number) implements Form {
    @Override
    public String words() {
      return "a string or a whole number";
    }
  }

  /** Several of a kind. */
  record ListOf(Form element) implements Form {
    @Override
    public String words() {
      return switch (element) {
        case Text _, Choice _ -> "a list of strings";
        case TextOrNumber _ -> "a list of strings and whole numbers";
        case Table _ -> "tables, each under a line with its name in double brackets";
        default -> "a list";
      };
    }
  }

  /** A table with these keys and no others. */
  record Table(List<Key> keys) implements Form {
    public Table {
      keys = List.copyOf(keys);
    }

    public static Table of(Key... keys) {
      return new Table(List.of(keys));
    }

    @Override
    public String words() {
      return "a table";
    }

    public Optional<Key> key(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }
  }

  /**
   * Nothing: a key that people write, and that is refused with a reason of its own.
   *
   * @param why with what to do instead
   */
  record Refused(String why) implements Form {
    @Override
    public String words() {
      return "left out";
    }
  }
}
