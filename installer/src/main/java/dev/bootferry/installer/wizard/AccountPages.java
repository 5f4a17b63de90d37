package dev.bootferry.installer.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may log in. */
final class AccountPages {
  /** More are better put into a file. */
  private static final int MAX_USERS = 20;

  private final Interview interview;

  AccountPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    password(
        Keys.ROOT_PASSWORD,
        "Which password has root?",
        "Nothing leaves root as the image has it. Only a hash of it is kept.");
    keys(Keys.ROOT_KEYS, "Which SSH key may log in as root?");
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= MAX_USERS; i++) {
      String user = Keys.USER + i;
      String which = i == 1 ? "a user" : "another user";
      interview.choice(
          user,
          Section.ACCOUNTS,
          "Shall there be " + which + "?",
          names.isEmpty() ? List.of() : List.of("So far: " + String.join(", ", names)),
          () -> List.of(Option.of(Keys.NO, "No"), Option.of(Keys.YES, "Yes")));
      if (!interview.answers().is(user, Keys.YES)) {
        return;
      }
      user(user, List.copyOf(names));
      names.add(interview.answers().text(user + ".name").orElse("?"));
    }
  }

  /** How many users are asked for. */
  static int count(Answers answers) {
    int count = 0;
    while (count < MAX_USERS && answers.is(Keys.USER + (count + 1), Keys.YES)) {
      count++;
    }
    return count;
  }

  private void user(String user, List<String> others) {
    interview.text(
        user + ".name",
        Section.ACCOUNTS,
        "What is the user called?",
        List.of("In small letters, as one logs in."),
        "Name",
        "",
        typed ->
            others.contains(typed)
                ? Optional.of("There is a user of that name already.")
                : Checks.userName(typed));
    String name = interview.answers().text(user + ".name").orElse("the user");
    password(
        user + ".password",
        "Which password has " + name + "?",
        "Without one nobody logs in by password. Only a hash of it is kept.");
    keys(user + ".keys", "Which SSH key may log in as " + name + "?");
    String source = Interview.source(interview.answers());
    interview.add(
        user + ".groups",
        Section.ACCOUNTS,
        () -> {
          Optional<String> admin = interview.facts().offers(source).adminGroup();
          return new Page.Text(
              user + ".groups",
              Section.ACCOUNTS,
              "In which further groups is " + name + "?",
              List.of(
                  admin
                      .map(g -> "Members of " + g + " may become root.")
                      .orElse("With commas between; nothing for none.")),
              "Groups",
              admin.orElse(""),
              Checks::groups);
        });
  }

  private void password(String key, String title, String help) {
    interview.add(
        key,
        Section.ACCOUNTS,
        () -> new Page.Password(key, Section.ACCOUNTS, title, List.of(help), Page.Keep.HASH, true));
  }

  private void keys(String key, String title) {
    Check readable = typed -> Checks.problem(typed, t -> interview.facts().sshKeys(t));
    interview.text(
        key,
        Section.ACCOUNTS,
        title,
        List.of(
            "The line of a public key, or the path of a file with such lines. Nothing for none."),
        "Key",
        "",
        readable.orEmpty());
  }
}
