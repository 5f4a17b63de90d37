package dev.bootferry.installer.wizard;

import java.util.List;

/** Whether the root is encrypted. */
final class EncryptionPages {
  static final String LUKS = "luks2";

  private final Interview interview;

  EncryptionPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    interview.choice(
        Keys.ENCRYPTION,
        Section.ENCRYPTION,
        "Shall the data on the disk be encrypted?",
        List.of(),
        () ->
            List.of(
                Option.of(Keys.NO, "No"),
                Option.of(
                    LUKS,
                    "Yes, with a passphrase (LUKS2)",
                    "It is asked for each time the machine starts. Kernels stay readable in a",
                    "/boot of their own.")));
    if (interview.answers().is(Keys.ENCRYPTION, LUKS)) {
      interview.add(
          Keys.PASSPHRASE,
          Section.ENCRYPTION,
          () ->
              new Page.Password(
                  Keys.PASSPHRASE,
                  Section.ENCRYPTION,
                  "Which passphrase?",
                  List.of(
                      "Without it nobody reads the disk again. At the machine's start the keyboard"
                          + " may still be an American one."),
                  Page.Keep.SECRET,
                  false));
      interview.choice(
          Keys.RECOVERY,
          Section.ENCRYPTION,
          "Shall there be a recovery key as well?",
          List.of("A second key, made at random and shown once, when the disk has been made."),
          () ->
              List.of(
                  Option.of(Keys.YES, "Yes", "Write it down, and keep it away from the machine."),
                  Option.of(Keys.NO, "No")));
    }
  }
}
