package dev.bootferry.installer.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Name, time, language and keyboard of the machine. */
final class SystemPages {
  private static final String AS_IN_IMAGE = "As the image has it";

  /** What is not a list has names like these. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_+./@-]*";

  private final Interview interview;

  SystemPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    Check hostName = Checks::hostName;
    interview.text(
        Keys.HOST_NAME,
        Section.SYSTEM,
        "What is the machine called?",
        List.of("One name, or one with its domain. Nothing leaves it as the image has it."),
        "Host name",
        "",
        hostName.orEmpty());
    list(Keys.TIME_ZONE, "In which time zone is it?", "Europe/Zurich", ImageOffers::timeZones);
    list(Keys.LOCALE, "Which language and conventions?", "de_CH.UTF-8", ImageOffers::locales);
    list(Keys.KEY_MAP, "Which keyboard is attached?", "de", ImageOffers::keyMaps);
  }

  /** A choice from what the image has; where that is not known, a line of text. */
  private void list(
      String key, String title, String example, Function<ImageOffers, List<String>> offered) {
    String source = Interview.source(interview.answers());
    interview.add(
        key,
        Section.SYSTEM,
        () -> {
          List<String> names = offered.apply(interview.facts().offers(source));
          return names.isEmpty() ? typed(key, title, example) : chosen(key, title, names);
        });
  }

  private static Page typed(String key, String title, String example) {
    Check name =
        text ->
            text.matches(NAME)
                ? Optional.empty()
                : Optional.of("Write a name such as " + example + ".");
    return new Page.Text(
        key,
        Section.SYSTEM,
        title,
        List.of("As in " + example + ". Nothing leaves it as the image has it."),
        "Name",
        "",
        name.orEmpty());
  }

  private static Page chosen(String key, String title, List<String> names) {
    List<Option> options = new ArrayList<>();
    options.add(Option.of(Keys.AS_IN_IMAGE, AS_IN_IMAGE));
    names.forEach(name -> options.add(Option.of(name, name)));
    return new Page.Choice(
        key, Section.SYSTEM, title, List.of(), options, Optional.of(Keys.AS_IN_IMAGE), true);
  }
}
