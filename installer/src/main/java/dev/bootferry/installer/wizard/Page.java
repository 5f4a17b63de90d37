package dev.bootferry.installer.wizard;

import java.util.List;
import java.util.Optional;

/** One question, or one thing to read. Texts may come from disks and images. */
public sealed interface Page {
  /** Names its answer. */
  String key();

  Section section();

  /** The question, in one line. */
  String title();

  /** Said below the question, each text a paragraph of its own. */
  List<String> help();

  /**
   * One of several.
   *
   * @param preferred value of the one that is proposed; empty for the first that can be chosen
   * @param search whether there are so many that one looks for them by typing
   */
  record Choice(
      String key,
      Section section,
      String title,
      List<String> help,
      List<Option> options,
      Optional<String> preferred,
      boolean search)
      implements Page {
    public Choice {
      help = List.copyOf(help);
      options = List.copyOf(options);
      if (options.stream().noneMatch(Option::isEnabled)) {
        throw new IllegalArgumentException("nothing to choose from: " + key);
      }
    }

    /** The one with this value, if it can be chosen. */
    public Optional<Option> enabled(String value) {
      return options.stream().filter(o -> o.value().equals(value) && o.isEnabled()).findFirst();
    }
  }

  /**
   * A line of text.
   *
   * @param label stands before the field
   * @param initial what is in the field at first
   */
  record Text(
      String key,
      Section section,
      String title,
      List<String> help,
      String label,
      String initial,
      Check check)
      implements Page {
    public Text {
      help = List.copyOf(help);
    }
  }

  /**
   * Something that is typed twice and shown never.
   *
   * @param keep what becomes of it
   * @param optional whether nothing typed is an answer too
   */
  record Password(
      String key, Section section, String title, List<String> help, Keep keep, boolean optional)
      implements Page {
    public Password {
      help = List.copyOf(help);
    }
  }

  /** What becomes of a password. */
  enum Keep {
    /** Only its hash is kept. */
    HASH,
    /** It is needed itself, until the disk is made. */
    SECRET
  }

  /**
   * Much to read, and what can be done then.
   *
   * @param lines each fits in 78 columns
   * @param actions the first that is enabled is the usual one
   */
  record Review(
      String key,
      Section section,
      String title,
      List<String> help,
      List<String> lines,
      List<Option> actions)
      implements Page {
    public Review {
      help = List.copyOf(help);
      lines = List.copyOf(lines);
      actions = List.copyOf(actions);
    }
  }

  /**
   * The last question: a name has to be typed. The answer is never kept.
   *
   * @param expected any one of these
   */
  record Confirm(
      String key,
      Section section,
      String title,
      List<String> help,
      String label,
      List<String> expected)
      implements Page {
    public Confirm {
      help = List.copyOf(help);
      expected = List.copyOf(expected);
      if (expected.isEmpty() || expected.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("nothing to type");
      }
    }
  }
}
