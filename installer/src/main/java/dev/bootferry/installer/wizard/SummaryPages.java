package dev.bootferry.installer.wizard;

import dev.bootferry.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything once more, and the last question. */
final class SummaryPages {
  static final String INSTALL = "install";
  static final String CHANGE = "change";
  static final String SAVE = "save";

  private static final String SAVE_PATH = "/run/bootferry/install.toml";

  private final Interview interview;

  SummaryPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    Answers answers = interview.answers();
    interview.add(Keys.SUMMARY, Section.SUMMARY, this::summary);
    if (answers.is(Keys.SUMMARY, CHANGE)) {
      interview.choice(
          Keys.CHANGE,
          Section.SUMMARY,
          "What shall be changed?",
          List.of("The other answers are kept."),
          SummaryPages::sections);
    } else if (answers.is(Keys.SUMMARY, SAVE)) {
      interview.text(
          Keys.SAVE,
          Section.SUMMARY,
          "Where shall the answers be saved?",
          List.of(
              "As a file for 'bootferry install --config FILE'. It has no secret in clear: a"
                  + " passphrase is left out, and has to be given again."),
          "Path",
          SAVE_PATH,
          Checks::path);
    } else if (answers.is(Keys.SUMMARY, INSTALL)) {
      interview.add(Keys.CONFIRM, Section.CONFIRM, this::confirm);
    }
  }

  private Page summary() {
    List<String> lines = new ArrayList<>();
    boolean ready;
    List<String> help;
    SummaryText text = new SummaryText(interview.answers(), interview.facts());
    try {
      lines.addAll(text.lines());
      ready = true;
      help = List.of("Nothing has been written yet.");
    } catch (ProblemException e) {
      lines.addAll(answered(text));
      ready = false;
      help = List.of("This cannot be installed. " + Checks.sentence(e));
    }
    List<Option> actions = new ArrayList<>();
    if (ready) {
      actions.add(Option.of(INSTALL, "go on"));
    }
    actions.add(Option.of(CHANGE, "change"));
    if (interview.facts().canSave()) {
      actions.add(Option.of(SAVE, "save answers"));
    }
    return new Page.Review(
        Keys.SUMMARY, Section.SUMMARY, "This is what will be done.", help, lines, actions);
  }

  /** A file that an answer names may be gone by now. */
  private static List<String> answered(SummaryText text) {
    try {
      return text.answered();
    } catch (ProblemException e) {
      return List.of();
    }
  }

  private static List<Option> sections() {
    return Stream.of(Section.values())
        .filter(s -> s.compareTo(Section.SUMMARY) < 0)
        .map(s -> Option.of(s.name(), s.title()))
        .toList();
  }

  private Page confirm() {
    OfferedDisk disk = interview.facts().disk(Interview.disk(interview.answers()));
    Optional<String> serial = disk.description().serial().filter(s -> s.length() >= 4);
    List<String> expected = new ArrayList<>(List.of(disk.path()));
    serial.ifPresent(s -> expected.add(s.strip()));
    List<String> help = new ArrayList<>();
    help.add(DiskPages.label(disk.description()));
    help.add(
        disk.hasData()
            ? "All that is on it now will be lost."
            : "From here on there is no way back.");
    help.add(
        "Type "
            + serial.map(s -> "its serial number, " + s + ", or its path, ").orElse("its path, ")
            + disk.path()
            + ", to begin.");
    return new Page.Confirm(
        Keys.CONFIRM, Section.CONFIRM, "Install on this disk?", help, "Disk", expected);
  }
}
